"""The page in a real browser, used as people use it; what it looks like is kept in ``build/screenshots``.

Any Chromium of the system will do. Where there is none these tests are skipped, but never in CI.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from .trying import ROOT, Trial

SHOTS = ROOT / "build" / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 20_000
"""Milliseconds after which what does not appear is missing."""
WIDE, PHONE = {"width": 1360, "height": 860}, {"width": 390, "height": 800}

CONTROLS = "button, select, textarea, a, [role]"
NAMELESS = """(node) => node.offsetParent && !(node.innerText?.trim() || node.ariaLabel || node.title
    || node.labels?.length || node.getAttribute("aria-labelledby") || ["status", "listbox"].includes(node.role))"""

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def program() -> str:
    """The browser."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = f"no browser: one of {', '.join(NAMES)} is needed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def browser(program: str) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS, headless=True)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def url(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Trial(tmp_path_factory.mktemp("trial")) as trial:
        yield trial.url


@pytest.fixture
def visit(browser: Browser, url: str) -> Iterator[Open]:
    """Opens the page; at the end nothing may have gone wrong in it, and nothing been fetched from elsewhere."""
    wrong: list[str] = []
    asked: list[str] = []
    opened = []

    def open_(address: str = "", *, locale: str = "en-US", phone: bool = False, dark: bool = False) -> Page:
        context = browser.new_context(
            locale=locale,
            viewport=PHONE if phone else WIDE,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            has_touch=phone,
            is_mobile=phone,
            device_scale_factor=2 if phone else 1,
        )
        opened.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{url}/{address}")
        expect(page.locator("#wait")).to_be_hidden()
        return page

    yield open_
    for context in opened:
        context.close()
    assert [text for text in wrong if "409" not in text] == []
    assert {address for address in asked if not address.startswith(f"{url}/")} == set()


def keep(page: Page, name: str) -> None:
    """A picture of the page as it is now, once nothing moves any more."""
    page.evaluate("() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null)))")
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def say(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")


def answers(page: Page) -> Any:
    return page.locator(".message.bot")


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize(
    ("person", "look", "text", "reads"),
    [
        ("english", {"locale": "en-US"}, "Two of us have to build an online shop in a month", "Go with"),
        ("admin", {"locale": "zh-CN", "phone": True, "dark": True}, "训练好的模型想给一万人用，用哪个框架？", "选"),
        ("taiwan", {"locale": "zh-TW", "phone": True}, "畢業專題該用哪個框架？", "選"),
    ],
)
def test_it_answers_in_the_language_of_the_question(
    visit: Open, person: str, look: dict[str, Any], text: str, reads: str
) -> None:
    page = visit(f"#{person}/private", **look)
    expect(page.locator("#start .tries button").first).to_be_visible()
    keep(page, f"{person}-start")
    say(page, text)
    expect(answers(page).last).to_contain_text(reads)
    expect(page.locator(".signals tr").first).to_be_attached()
    assert fits(page)
    keep(page, f"{person}-answer")
    if "phone" in look:
        page.locator("[data-open=why]").click()
    expect(page.locator("#reasons mark").first).to_be_visible()
    expect(page.locator("#reasons .sources li").first).to_be_attached()
    expect(page.locator("#reasons")).to_contain_text("asked privately")
    keep(page, f"{person}-why")
    page.keyboard.press("Escape")
    page.locator(".unfold").last.click()
    expect(page.locator(".unfold").last).to_have_attribute("aria-expanded", "true")


def test_a_mention_is_answered_in_the_group_and_an_edit_edits_the_answer(visit: Open) -> None:
    page = visit("#english/group")
    say(page, "good morning")
    expect(page.locator(".unheard")).to_be_visible()
    say(page, "@framebot which framework for a blog?")
    answer = answers(page).last
    expect(answer).to_contain_text("Blog")
    expect(answer.locator(".quoted")).to_contain_text("which framework for a blog?")
    expect(page.locator("#reasons")).to_contain_text("asked by mention")
    page.locator(".message.own").last.hover()
    page.locator(".message.own").last.get_by_role("button", name="Edit").click()
    page.locator("#text").fill("@framebot does Flask have an ORM?")
    page.locator("#text").press("Enter")
    expect(answers(page).last).to_contain_text("ORM")
    expect(answers(page)).to_have_count(1)
    expect(page.locator("#reasons")).to_contain_text("question edited")
    keep(page, "group-edited")


def test_inline_results_come_while_typing_and_are_chosen_by_keyboard(visit: Open) -> None:
    page = visit("#stranger/group", dark=True)
    page.locator("#text").press_sequentially("@framebot flask or fastapi")
    expect(page.locator("#options li").first).to_be_visible()
    page.locator("#text").press("ArrowDown")
    expect(page.locator("#options li").first).to_have_attribute("aria-selected", "true")
    expect(page.locator("#text")).to_have_attribute("aria-activedescendant", "option-0")
    keep(page, "inline")
    page.locator("#text").press("Enter")
    expect(page.locator(".message.own .via")).to_contain_text("@framebot")
    expect(page.locator("#offers")).to_be_hidden()


def test_the_guided_choice_goes_by_taps(visit: Open) -> None:
    page = visit("#taiwan/topic", locale="zh-TW", phone=True, dark=True)
    say(page, "/choose@framebot")
    expect(answers(page)).to_have_count(1)
    keep(page, "choose")
    steps = 0
    while answers(page).last.locator(".foot").is_visible() and "選 " not in answers(page).last.inner_text():
        before = answers(page).last.inner_text()
        answers(page).last.locator(".keyboard button").first.click()
        expect(answers(page).last).not_to_have_text(re.compile(f"^{re.escape(before)}$"))
        page.wait_for_function(
            "text => document.querySelector('.message.bot:last-child').innerText !== text", arg=before
        )
        steps += 1
        assert steps < 8
    assert steps >= 2
    expect(answers(page)).to_have_count(1)
    assert fits(page)
    keep(page, "choose-answer")


def test_an_admin_changes_a_setting_and_a_stranger_may_not(visit: Open) -> None:
    page = visit("#admin/forum", locale="zh-CN")
    say(page, "/settings@framebot")
    settings = answers(page).last
    expect(settings.locator(".keyboard button").first).to_be_visible()
    settings.locator(".keyboard button", has_text="English").click()
    expect(settings).to_contain_text("Language")
    expect(page.locator(".toast")).to_be_visible()
    keep(page, "settings-admin")
    page.locator("#person-stranger").click()
    before = settings.inner_text()
    settings.locator(".keyboard button", has_text="繁體中文").click()
    alert = page.get_by_role("alertdialog")
    expect(alert).to_contain_text("admins")
    keep(page, "settings-stranger")
    alert.get_by_role("button").click()
    expect(alert).to_be_hidden()
    assert settings.inner_text() == before
    expect(page.locator("#reasons")).to_contain_text("settings.admins_only")
    say(page, "/settings@framebot")
    expect(answers(page)).to_have_count(2)
    expect(answers(page).last.locator(".keyboard")).to_have_count(0)


def test_the_menu_follows_the_language_of_the_client(visit: Open) -> None:
    page = visit("#stranger/private", locale="zh-CN", phone=True)
    page.locator("#commands").click()
    expect(page.get_by_role("option", name="/help")).to_contain_text("ask")
    page.locator("#commands").click()
    page.locator("[data-open=side]").first.click()
    page.locator("#client-language").select_option("zh-hans")
    keep(page, "people")
    page.keyboard.press("Escape")
    page.locator("#commands").click()
    expect(page.get_by_role("option", name="/help")).to_contain_text("怎么")
    keep(page, "commands")
    page.locator("#text").press("Escape")


def test_refusals_are_shown(visit: Open) -> None:
    page = visit("#english/topic")
    say(page, "a" * 5000)
    expect(page.locator(".toast.bad")).to_contain_text("4096")
    expect(page.locator("#refusals li")).to_have_count(1)
    expect(page.locator("#text")).to_have_value("a" * 5000)


def test_the_language_and_the_colours_of_the_page_are_remembered(visit: Open) -> None:
    page = visit("#english/private")
    page.locator("#page-language").select_option("zh_Hant")
    page.locator("#theme").select_option("dark")
    expect(page.locator("h1")).to_have_text("試試這個機器人")
    page.reload()
    expect(page.locator("h1")).to_have_text("試試這個機器人")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"


def test_an_input_method_keeps_its_enter(visit: Open) -> None:
    page = visit("#stranger/topic")
    page.locator("#text").fill("shenme")
    composing = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true})"
    assert page.evaluate(f"document.getElementById('text').dispatchEvent({composing})")
    expect(page.locator("#text")).to_have_value("shenme")


def test_everything_has_a_name_and_can_be_reached_by_keyboard(visit: Open) -> None:
    page = visit("#stranger/private")
    page.locator("#start .main").click()
    expect(answers(page)).not_to_have_count(0)
    nameless = f"() => [...document.querySelectorAll('{CONTROLS}')].filter({NAMELESS}).map((node) => node.outerHTML)"
    assert page.evaluate(nameless) == []
    page.locator("#person-stranger").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#person-english")).to_be_focused()
    expect(page.locator("#person-english")).to_have_attribute("aria-checked", "true")
    for _ in range(6):
        page.keyboard.press("Tab")
    reached = page.evaluate("document.activeElement.id")
    assert reached
    assert reached != "person-english"


def test_a_lost_program_is_told(browser: Browser, visit: Open, tmp_path: Path) -> None:
    with Trial(tmp_path) as other:
        page = browser.new_page()
        page.goto(f"{other.url}/")
        expect(page.locator("#start .main")).to_be_visible()
        other.stop()
        expect(page.locator(".toast.bad")).to_be_visible()
        page.close()
