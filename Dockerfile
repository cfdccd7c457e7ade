# The embedded Amazon Connect Cases as a container:
#
#     docker build --tag cases . && docker run --publish 5000:5000 cases
FROM python:3.13-slim

COPY . /source
RUN pip install --no-cache-dir "/source[server]" && rm -rf /source \
    && useradd --system --create-home --home-dir /data cases
USER cases
WORKDIR /data
VOLUME /data
EXPOSE 5000
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s CMD ["python", "-c", \
    "import urllib.request as u; u.urlopen('http://127.0.0.1:5000/_cases/health', timeout=2)"]
ENTRYPOINT ["python", "-m", "connectcases_typed.testing", "--host", "0.0.0.0", "--port", "5000"]
CMD ["--state", "/data/cases.state"]
