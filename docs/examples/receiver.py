#!/usr/bin/python3
# HOOK_KEY=whsec_… RESULT_KEYS=https://VERIFIER:8443/api/v1/result-keys VERIFIER_CA=ca.crt receiver.py [PORT]
# Needs PyJWT with cryptography: Debian's python3-jwt and python3-cryptography.
import base64, hmac, http.server, json, jwt, os, ssl, sys, time, urllib.request

HOOK_KEY = base64.b64decode(os.environ["HOOK_KEY"].removeprefix("whsec_"))
VERIFIER = ssl.create_default_context(cafile=os.environ["VERIFIER_CA"])
last = {}  # the latest sequence of each subject; a real receiver keeps it on disk

def event_of(headers, body):  # Standard Webhooks
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.digest(HOOK_KEY, signed, "sha256")).decode()
    is_signed = any(hmac.compare_digest(expected, given) for given in headers["webhook-signature"].split())
    is_new = abs(time.time() - int(headers["webhook-timestamp"])) < 300
    if not (is_signed and is_new): raise ValueError("Assay did not sign the event")
    return json.loads(body)

def status_of(machine, token):  # the attestation result: docs/result.md
    answer = urllib.request.urlopen(os.environ["RESULT_KEYS"], context=VERIFIER, timeout=5).read()
    keys = {key.key_id: key.key for key in jwt.PyJWKSet.from_json(answer).keys}
    claims = jwt.decode(token, keys[jwt.get_unverified_header(token)["kid"]], ["ES256"], {"require": ["exp"]})
    if claims["eat_profile"] != "tag:ietf.org,2026:rats/ear#03": raise ValueError("the result is of another kind")
    return claims["submods"][machine]["ear_status"]

class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        try:
            event = event_of(self.headers, self.rfile.read(min(int(self.headers["content-length"]), 1 << 20)))
            machine, data = event["subject"], event["data"]
            if int(event["sequence"]) > last.get(machine, 0):  # else this one was done, or a later one
                status = status_of(machine, data["attestationResult"]) if "machine" in data else "-"
                # Here the load balancer is told.
                print(event["type"], data.get("machine", {}).get("hostName", machine), status, flush=True)
                last[machine] = int(event["sequence"])
            self.send_response(204)
        except Exception as wrong:  # Assay sends it again
            print("refused:", wrong, flush=True)
            self.send_response(400)
        self.end_headers()
    def log_message(self, *_): pass

server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1]) if sys.argv[1:] else 8080), Receiver)
print("listening on port", server.server_port, flush=True)
server.serve_forever()
