#!/usr/bin/env python3
# HOOK_KEY=whsec_… RESULT_KEYS=https://VERIFIER:8443/api/v1/result-keys VERIFIER_CA=ca.crt receiver.py [PORT]
import base64, hmac, http.server, json, os, ssl, subprocess, sys, tempfile, time, urllib.request

HOOK_KEY = base64.b64decode(os.environ["HOOK_KEY"].removeprefix("whsec_"))
VERIFIER = ssl.create_default_context(cafile=os.environ["VERIFIER_CA"])
P256 = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200" "04")  # a public key's DER, up to x and y
last = {}  # the latest sequence of each subject; a real receiver keeps it on disk

def require(promise, otherwise):
    if not promise: raise ValueError(otherwise)

def event_of(headers, body):  # Standard Webhooks
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.digest(HOOK_KEY, signed, "sha256")).decode()
    is_signed = any(hmac.compare_digest(expected, given) for given in headers["webhook-signature"].split())
    require(is_signed and abs(time.time() - int(headers["webhook-timestamp"])) < 300, "Assay did not sign the event")
    return json.loads(body)

def decoded(text): return base64.urlsafe_b64decode(text + "==")
def der(tag, content): return bytes([tag, len(content)]) + content

def is_es256(key, message, signature):  # by openssl, which reads key and signature as DER
    numbers = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    with tempfile.NamedTemporaryFile(buffering=0) as public, tempfile.NamedTemporaryFile(buffering=0) as signed:
        public.write(P256 + decoded(key["x"]) + decoded(key["y"]))
        signed.write(der(0x30, b"".join(der(2, n.to_bytes(n.bit_length() // 8 + 1, "big")) for n in numbers)))
        command = ["openssl", "dgst", "-sha256", "-keyform", "DER", "-verify", public.name, "-signature", signed.name]
        return subprocess.run(command, input=message, capture_output=True).returncode == 0

def status_of(machine, token):  # the attestation result: docs/result.md
    message, signature = token.rsplit(".", 1)
    head, claims = (json.loads(decoded(part)) for part in message.split("."))
    keys = json.load(urllib.request.urlopen(os.environ["RESULT_KEYS"], context=VERIFIER, timeout=5))["keys"]
    key = next(key for key in keys if key["kid"] == head["kid"])
    is_signed = head["alg"] == "ES256" and is_es256(key, message.encode(), decoded(signature))
    require(is_signed, "the verifier did not sign the result")
    is_good = claims["eat_profile"] == "tag:ietf.org,2026:rats/ear#03" and claims["exp"] > time.time()
    require(is_good, "the result is of another kind, or old")
    return claims["submods"][machine]["ear_status"]

class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        try:
            event = event_of(self.headers, self.rfile.read(min(int(self.headers["content-length"]), 1 << 20)))
            subject, data = event["subject"], event["data"]
            if int(event["sequence"]) > last.get(subject, 0):  # else this one was done, or a later one
                status = status_of(subject, data["attestationResult"]) if "machine" in data else "-"
                # Here the load balancer is told.
                print(event["type"], data.get("machine", {}).get("hostName", subject), status, flush=True)
                last[subject] = int(event["sequence"])
            self.send_response(204)
        except Exception as wrong:  # Assay sends it again
            print("refused:", wrong, flush=True)
            self.send_response(400)
        self.end_headers()
    def log_message(self, *_): pass

server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1]) if sys.argv[1:] else 8080), Receiver)
print("listening on port", server.server_port, flush=True)
server.serve_forever()
