# The bot as an image: docker build --tag printdesk . The folder /data has to last, unless DATABASE_URL names a database; all else
# may be read-only, with a /tmp in memory. Settings come as environment variables, never from here.
FROM python:3.12.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DATA_DIR=/data LOG_FORMAT=json \
    METRICS_PORT=9464

WORKDIR /printdesk
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python3 -m venv .venv \
    && .venv/bin/python -m pip install --quiet --require-hashes --requirement requirements.lock

COPY bot ./bot
COPY handlers ./handlers
COPY state ./state
RUN .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .

RUN useradd --system --uid 10001 --no-create-home printdesk \
    && install --directory --owner printdesk --mode 0700 /data
USER 10001
VOLUME /data
EXPOSE 3000 9464

# In either mode the bot itself says whether it can do its work.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD [".venv/bin/python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['METRICS_PORT'] + '/readyz', timeout=4)"]

CMD [".venv/bin/printdesk", "run"]
