"""A proxy that writes down what it passes on, so that a test sees what a map program asks. Not responsible for judging it."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PASSED_ON = ("accept", "accept-encoding", "content-type", "if-none-match")
ENDS_HERE = ("connection", "transfer-encoding", "keep-alive", "content-length")


class Proxy:
    """Passes requests on to `there`, a port of this machine, and keeps their targets in `asked`."""

    def __init__(self):
        self.asked = []
        self.there = None
        asked, proxy = self.asked, self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                asked.append(self.path)
                headers = {name: value for name, value in self.headers.items() if name.lower() in PASSED_ON}
                server = http.client.HTTPConnection("127.0.0.1", proxy.there, timeout=120)
                server.request(self.command, self.path, headers=headers)
                answer = server.getresponse()
                body = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ENDS_HERE:
                        self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)
                server.close()

            do_HEAD = do_GET

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
