"""The web server of an appliance: fixed pages, its own Server header, optional TLS.

Usage: http_app.py CONFIG.json with {"port", "server", "pages": {path: {"status",
"headers", "body"}}, "tls": {"cert", "key", "max"}}.  Built on http.server and ssl.
"""

import json
import ssl
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def handler(cfg):
    """A request handler class bound to the configuration."""

    class Page(BaseHTTPRequestHandler):
        """Answers from the table of pages."""

        protocol_version = "HTTP/1.1"

        def version_string(self):
            return cfg["server"]

        def do_GET(self):  # noqa: N802 (name required by http.server)
            """Sends the page of the path."""
            page = cfg["pages"].get(self.path.split("?")[0], {"status": 404, "body": "not found"})
            body = page.get("body", "").encode()
            self.send_response(page.get("status", 200))
            for key, value in page.get("headers", {"Content-Type": "text/html"}).items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):  # noqa: N802
            """Reads the form and answers like a GET."""
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def log_message(self, *_args):
            """Silent."""

    return Page


def main():
    """Serves until killed."""
    with open(sys.argv[1]) as handle:
        cfg = json.load(handle)
    server = ThreadingHTTPServer(("", cfg["port"]), handler(cfg))
    if cfg.get("tls"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cfg["tls"]["cert"], cfg["tls"]["key"])
        if cfg["tls"].get("max") == "1.2":
            context.maximum_version = ssl.TLSVersion.TLSv1_2
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
