# The version tag fixes Python's minor version; a rebuild takes its security fixes.
ARG PYTHON=3.13-slim-bookworm

FROM python:${PYTHON} AS builder

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_ONLY_BINARY=:all: \
    PIP_ROOT_USER_ACTION=ignore

WORKDIR /src

# What the bot needs, each file checked against its hash. The environment gets no pip of its own.
COPY requirements.lock ./
RUN python -m venv --without-pip /opt/framework-advisor \
    && python -m pip --python /opt/framework-advisor install --require-hashes -r requirements.lock

# What builds its wheel: hatchling and its dependencies, out of the lock for development.
COPY requirements-dev.lock ./
RUN awk '/^[a-z]/ { keep = /^(hatchling|packaging|pathspec|pluggy|tomlkit|trove-classifiers)==/ } keep' \
        requirements-dev.lock > build.lock \
    && python -m venv --without-pip /opt/build \
    && python -m pip --python /opt/build install --require-hashes -r build.lock

COPY pyproject.toml README.md LICENSE ./
COPY bot/ bot/
COPY knowledge/ knowledge/
COPY locales/ locales/
RUN /opt/build/bin/python -m hatchling build -t wheel -d /dist \
    && python -m pip --python /opt/framework-advisor install --no-index --no-deps /dist/*.whl \
    && /opt/framework-advisor/bin/framework-advisor check


FROM python:${PYTHON}

ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Framework Advisor" \
      org.opencontainers.image.description="A Telegram bot that answers “Django, Flask or FastAPI?” in Chinese and English, and says who says so." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="MIT"

# Nothing is installed after this stage, so pip goes too. /data is the only folder that is written to.
RUN python -m pip uninstall --yes --quiet --root-user-action=ignore pip \
    && groupadd --gid 10001 bot \
    && useradd --uid 10001 --gid bot --no-create-home --home-dir /data --shell /usr/sbin/nologin bot \
    && install --directory --owner=bot --group=bot --mode=0750 /data

COPY --from=builder /opt/framework-advisor /opt/framework-advisor

# In a container the address has to be open to the published port; what is published is decided outside.
ENV PATH=/opt/framework-advisor/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BOT_LISTEN=0.0.0.0:8080 \
    BOT_DATABASE_URL=sqlite:////data/framework-advisor.sqlite3

WORKDIR /data
VOLUME /data
USER 10001:10001
EXPOSE 8080

# Asks the bot itself, at the address that BOT_LISTEN names and past any proxy. Any answer but 200 is a failure.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; \
host, _, port = os.environ['BOT_LISTEN'].rpartition(':'); \
host = {'0.0.0.0': '127.0.0.1', '[::]': '[::1]'}.get(host, host); \
web.build_opener(web.ProxyHandler({})).open(f'http://{host}:{port}/healthz', timeout=4)"]

ENTRYPOINT ["framework-advisor"]
CMD ["run"]
