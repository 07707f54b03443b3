# The portal's image: one for web, relay, worker and beat. Built in two stages, run by a user without rights.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1 MON_ESPACE_IMAGE=1
RUN apt-get update \
 && apt-get install --no-install-recommends --yes gettext \
 && rm -rf /var/lib/apt/lists/*
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
WORKDIR /portal
COPY requirements.lock ./
RUN pip install --no-deps --require-hashes --only-binary :all: --requirement requirements.lock
COPY . ./
RUN django-admin compilemessages \
 && set -a && . docker/build.env && set +a \
 && python manage.py collectstatic --noinput \
 && rm -rf tests benchmarks docker/build.env

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 MON_ESPACE_IMAGE=1 \
    DJANGO_SETTINGS_MODULE=monespace.settings TMPDIR=/incoming
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin portal \
 && install --directory --owner portal --mode 0750 /documents /incoming
COPY --from=build /venv /venv
COPY --from=build /portal /portal
WORKDIR /portal
USER portal
VOLUME /documents /incoming
EXPOSE 8000
CMD ["gunicorn", "--config", "monespace/gunicorn.py", "--bind", "0.0.0.0:8000", "monespace.wsgi"]
