"""A program that answers 200 on a loopback port until it is told to end; stands in for the real ones."""

import http.server
import sys


class Answer(http.server.BaseHTTPRequestHandler):
    """Answers every GET."""

    def do_GET(self) -> None:
        """Answer 200."""
        self.send_response(200)
        self.end_headers()


if __name__ == "__main__":
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
