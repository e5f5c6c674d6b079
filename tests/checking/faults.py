"""The seeded faults: one edit each. What they hold on to in the files is structure rather than prose."""

from __future__ import annotations

from tests.checking.edits import Fault

_ORM, _GRPC, _FLASK = "knowledge/topics/orm.yaml", "knowledge/topics/grpc.yaml", "knowledge/frameworks/flask.yaml"
_WEB, _SMALL = "knowledge/scenarios/full_web_app.yaml", "knowledge/scenarios/small_api.yaml"
_CHOOSE, _SOURCES, _SUBJECT = "knowledge/choose.yaml", "knowledge/sources.yaml", "knowledge/subject.yaml"
_RPC_SERVICE, _FIGURES = "knowledge/scenarios/grpc_service.yaml", "knowledge/figures.yaml"
_NEW, _OUTSIDE = "knowledge/frameworks/new.yaml", "knowledge/outside.yaml"
_PHRASES = r"phrases:\n  en: \[\n    "
_LABEL = r"label: \{en: \"[^\"]*\""


def _framework(name: str) -> str:
    return (
        f'id: {name}\nname: Newcomer\norder: 9\nemoji: "🆕"\nlink: "https://example.org/"\n'
        "tagline: {text: {en: New., zh_Hans: 新。}, sources: [A0]}\ntopics: {}\n"
    )


READING = (
    Fault("K101", _ORM, r"id: orm", r"id: ‸@orm"),
    Fault("K101", _FIGURES, r"^- id: ecosystem_age", r"‸\t- id: ecosystem_age"),
    Fault("K101", _OUTSIDE, r"^- id: other_languages", r"- id: ‸*other"),
    Fault("K102", _ORM, new="id: 数据库".encode("gbk")),
    Fault("K103", _ORM, new=b"# later\n"),
    Fault("K104", _ORM, new=b"- &a [*a]\n"),
    Fault("K105", _ORM, r"^table: true", r"table: true\n‸order: 7"),
    Fault("K106", _SOURCES, r"2025-07-19", r"‸2025-02-30"),
    Fault("K107", "knowledge/learning.yaml", new=None),
    Fault("K201", _ORM, r"^table: true", r"‸tabel: true"),
    Fault("K202", _FIGURES, r"^- id: requests_per_second\n  topic: performance\n", r"- ‸id: requests_per_second\n"),
    Fault("K203", _SUBJECT, r'- (\{en: "[^"]*"), zh_Hans: "[^"]*"', r"- ‸\1"),
    Fault("K203", _CHOOSE, r'question: \{en: "[^"]*", ', r"question: ‸{"),
    Fault("K204", _CHOOSE, r'question: \{en: "[^"]*"', r'question: {en: ‸""'),
    Fault("K205", _ORM, r"^order: \d+", r"order: ‸five"),
    Fault("K205", _ORM, _PHRASES, r"\g<0>‸666, "),
    Fault("K206", _FLASK, r'rating: "no"', r"rating: ‸no"),
    Fault("K207", "knowledge/learning.yaml", r"order: \[[^\]]*\]", r"order: ‸[]"),
    Fault("K208", _CHOOSE, r"\{id: w, ", r"{id: ‸W!, "),
    Fault("K208", _RPC_SERVICE, r"^id: grpc_service", r"id: ‸Grpc-Service"),
    Fault("K208", _ORM, r"^id: orm", r"id: ‸数据库"),
    Fault("K209", _FLASK, r"sources: \[[^\]]*\]", r"sources: ‸[]"),
    Fault("K209", _WEB, r"- source: A1\n    first", r"- ‸first"),
    Fault("K210", "knowledge/weights.yaml", new="signals:\n  bias: ‸fact 0.2 learn\n"),
    Fault("K301", _WEB, r"- source: A1", r"- source: ‸A9"),
    Fault("K301", _CHOOSE, r"scenario: full_web_app", r"scenario: ‸full_webapp"),
    Fault("K301", _FLASK, r"^  strengths:", r"  ‸strenghts:"),
    Fault("K301", _CHOOSE, r"next: site\b", r"next: ‸sight"),
    Fault("K302", _FIGURES, r"id: ecosystem_age", r"id: ‸requests_per_second"),
    Fault("K303", _CHOOSE, r"\{id: o, ", r"{id: ‸w, "),
)
"""What reading finds: YAML, the shape of the entries, ids."""

ENTRIES = (
    Fault("K401", _RPC_SERVICE, r"^id: (.*?)verdicts:\n.*?\nfits:", r"id: ‸\1verdicts: []\nfits:"),
    Fault("K402", _GRPC, r"^id: (.*?)phrases:\n.*\Z", r"id: ‸\1phrases: {}\n"),
    Fault("K403", _GRPC, r"(phrases:\n  )(en: .*?)  zh: .*?(hints:\n  en: .*?)  zh: .*\Z", r"\1‸\2\3"),
    Fault("K404", _WEB, r"- source: A2", r"- source: ‸A1"),
    Fault("K405", _WEB, r"second: \[flask\]", r"second: [flask, ‸django]"),
    Fault(
        "K406",
        _SOURCES,
        r"^- id: A4",
        r'- id: ‸A9\n  title: "News"\n  author: "X"\n  language: en\n  about: {en: N., zh_Hans: 新。}\n- id: A4',
    ),
    Fault(
        "K407",
        "knowledge/topics/rumours.yaml",
        new="id: ‸rumours\norder: 99\ntitle: {en: Rumours, zh_Hans: 传闻}\nphrases: {en: [rumours], zh: [小道传闻]}\n",
    ),
    Fault("K408", "knowledge/disagreements.yaml", r"- id: (how_to_decide\n.*?)  scenarios: \[[^\]]*\]\n", r"- id: ‸\1"),
    Fault(
        "K409",
        _CHOOSE,
        r"^- id: site\n",
        r"- id: ‸lost\n  question: {en: Lost?, zh_Hans: 迷路了？}\n  options:\n"
        r"    - {id: a, label: {en: One, zh_Hans: 一}}\n    - {id: b, label: {en: Two, zh_Hans: 二}}\n\g<0>",
    ),
    Fault("K410", _CHOOSE, r"next: site_limits", r"next: ‸site"),
    Fault("K411", _FLASK, r'zh_Hans: ("[^"\n]*\{number:\d+)\}', r"zh_Hans: ‸\g<1>0}"),
    Fault("K411", _SUBJECT, r'zh_Hans: "', r'zh_Hans: ‸"{number:3}'),
    Fault("K412", _SUBJECT, r'zh_Hans: "', r'zh_Hans: ‸"<b>!</b>'),
    Fault("K413", _CHOOSE, r'question: \{en: "', r'question: {en: ‸"{verb} '),
    Fault("K414", "knowledge/asking/slots.yaml", r"en: \[", r'en: [‸"not {name}", '),
    Fault("K415", _WEB, r"^emoji: \"[^\"]*\"", r"emoji: ‸哈哈"),
    Fault("K416", _SUBJECT, r'- (\{en: "[^"]*"), zh_Hans: "[^"]*"', r'- \1, zh_Hans: ‸"Which one is the best?"'),
    Fault("K416", _GRPC, r"^(phrases:\n.*?\n  zh: )\[[^\]]*\]", r"\1‸[grpc calls, grpc service, grpc server]"),
    Fault("K513", _GRPC, r"^(phrases:\n.*?\n  zh: \[\s*)", r"\1‸琴行，舞蹈班, "),
    Fault("K513", _OUTSIDE, r"names: \[", r"names: [‸琴行、舞蹈班, "),
    Fault("K601", "knowledge/traditional.yaml", r'^texts:\n  "', r'texts:\n  ‸"从前'),
    Fault("K602", "knowledge/traditional.yaml", r'^  "臺":', r'  ‸"臺臺臺":'),
    Fault("K701", _OUTSIDE, r'reply: \{en: "', r'reply: {en: ‸"' + "long " * 900),
    Fault("K702", _WEB, r'\Aid: (.*?fits:\n  django:\n    text:\n      en: ")', r"‸id: \1" + "long " * 780),
    Fault("K703", _CHOOSE, _LABEL, 'label: {en: ‸"' + "long " * 14 + '"'),
    Fault("K705", _NEW, new=_framework("‸" + "a" * 33)),
    Fault("K706", _NEW, new=_framework("‸help")),
    Fault("K707", _FLASK, r"^name: Flask", 'name: ‸"' + "F" * 255 + '"'),
    Fault("K709", _SUBJECT, r'^bot: \{en: "', r'bot: {en: ‸"' + "F" * 60),
)
"""What the entries tell, read as they are."""

MATCHER = (
    Fault("K501", _SMALL, _PHRASES, r"\g<0>‸job board, "),
    Fault("K502", _SMALL, _PHRASES, r"\g<0>‸fast-api-thing, "),
    Fault("K503", _SMALL, _PHRASES, r"\g<0>‸mobile app backend, "),
    Fault("K503", "knowledge/topics/async.yaml", _PHRASES, r"\g<0>‸async database driver, "),
    Fault("K504", _SMALL, _PHRASES, r"\g<0>‸job-board, "),
    Fault("K505", "knowledge/topics/strengths.yaml", _PHRASES, r"\g<0>‸thank-you, "),
    Fault("K506", _SMALL, _PHRASES, r'\g<0>‸"？！", '),
    Fault("K507", _ORM, _PHRASES + "orm, ", r"\g<0>‸orm, "),
    Fault("K508", _FLASK, r"^names:\n  en: \[", r"\g<0>‸Django, "),
    Fault("K508", _OUTSIDE, r"names: \[", r"\g<0>‸FastAPI, "),
    Fault("K509", "knowledge/components/django.yaml", r"names:\n    en: \[", r'\g<0>‸"！！", '),
    Fault("K511", _SMALL, _PHRASES, r"\g<0>‸with the, "),
    Fault("K512", _SMALL, _PHRASES, r"\g<0>‸django, "),
    Fault("K510", "knowledge/asking/cues.yaml", r"en: \[", r"en: [‸rust, "),
)
"""What only the matcher can tell."""

_EN, _HANS, _HANT = (f"locales/{language}/LC_MESSAGES/bot.po" for language in ("en", "zh_Hans", "zh_Hant"))
_WHY = r'msgid "button\.why"\nmsgstr "[^"]*"\n'

CATALOGUES = (
    Fault("C101", _HANS, r'^msgid "button\.why"', r'‸msgidd "button.why"'),
    Fault("C101", _HANT, new=b'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=n +;\\n"\n'),
    Fault("C102", _HANT, new=None),
    Fault("C103", _HANS, _WHY + r"\n", r"‸"),
    Fault("C103", _EN, _WHY + r"\n", r"‸"),
    Fault("C104", _HANT, r'(msgid "button\.why"\nmsgstr )"[^"]*"', r'\1‸""'),
    Fault("C105", _HANS, _WHY, r"#, ‸fuzzy\n\g<0>"),
    Fault("C106", _HANS, _WHY, r'#~ msgid ‸"button.gone"\n#~ msgstr "没了"\n\n\g<0>'),
    Fault("C107", _HANS, _WHY, r'\g<0>\nmsgid ‸"button.why"\nmsgstr "为啥？"\n'),
    Fault("C108", _EN, _WHY, r'\g<0>\nmsgid ‸"button.never"\nmsgstr "Never"\n'),
    Fault("C109", _HANS, r'(msgid "button\.compare"\nmsgstr )("[^"]*)\{framework\}', r"\1‸\2{frameworks}"),
    Fault("C109", _HANT, r'(msgid "button\.compare"\nmsgstr )("[^"]*)\{framework\}', r"\1‸\2"),
    Fault("C110", _HANS, r'(msgid "button\.compare"\nmsgstr )("[^"]*)\{framework\}', r"\1‸\2{framework"),
    Fault("C111", _HANT, r'(msgid "button\.why"\nmsgstr )"', r'\1‸"<b>'),
    Fault("C112", _HANS, r'(msgid "examples"\nmsgstr )"\*\*', r'\1‸"'),
    Fault("C113", _EN, r'(msgid_plural "duration\.seconds"\nmsgstr\[0\] )("[^"]*")\nmsgstr\[1\] "[^"]*"', r"\1‸\2"),
    Fault("C114", _EN, r'(msgid "command\.help"\nmsgstr )"', r'\1‸"' + "long " * 60),
    Fault("C114", _HANT, r'(msgid "button\.why"\nmsgstr )"', r'\1‸"' + "長" * 64),
)
"""What the catalogues tell, read beside each other."""
