#!/usr/bin/env python3
# HOOK_KEY=whsec_… RESULT_KEYS=https://VERIFIER:8443/api/v1/result-keys VERIFIER_CA=ca.crt receiver.py [PORT]
import base64, hashlib, hmac, http.server, json, os, ssl, subprocess, sys, tempfile, time, urllib.request

SECRET = base64.b64decode(os.environ["HOOK_KEY"].removeprefix("whsec_"))
P256 = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200" "04")  # a public key's DER, up to x and y
seen, last = set(), {}  # a real receiver keeps these on disk

def is_signed(headers, body):  # Standard Webhooks
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.digest(SECRET, signed, hashlib.sha256)).decode()
    return (any(hmac.compare_digest(expected, given) for given in headers["webhook-signature"].split())
            and abs(time.time() - int(headers["webhook-timestamp"])) < 300)

def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

def is_verified(key, message, signature):  # ES256 by openssl, which wants the two numbers as DER
    numbers = [b"\0" * (half.lstrip(b"\0")[0] > 127) + half.lstrip(b"\0") for half in (signature[:32], signature[32:])]
    numbers = b"".join(bytes([2, len(number)]) + number for number in numbers)
    with tempfile.TemporaryDirectory() as at:
        files = {"key": P256 + decoded(key["x"]) + decoded(key["y"]), "signature": bytes([0x30, len(numbers)]) + numbers}
        for name, data in files.items():
            open(f"{at}/{name}", "wb").write(data)
        command = ["openssl", "dgst", "-sha256", "-keyform", "DER", "-verify", "key", "-signature", "signature"]
        return subprocess.run(command, cwd=at, input=message, capture_output=True).returncode == 0

def status_of(machine, token):  # the attestation result, by the verifier's keys: docs/result.md
    head, claims = (json.loads(decoded(part)) for part in token.split(".")[:2])
    tls = ssl.create_default_context(cafile=os.environ["VERIFIER_CA"])
    keys = json.load(urllib.request.urlopen(os.environ["RESULT_KEYS"], context=tls, timeout=5))["keys"]
    key = next(key for key in keys if key["kid"] == head["kid"])
    message, signature = token.rsplit(".", 1)
    if head["alg"] != "ES256" or not is_verified(key, message.encode(), decoded(signature)):
        raise ValueError("the verifier did not sign the result")
    if claims["eat_profile"] != "tag:ietf.org,2026:rats/ear#03" or claims["exp"] < time.time():
        raise ValueError("the result is of another kind, or old")
    return claims["submods"][machine]["ear_status"]

class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        try:
            body = self.rfile.read(min(int(self.headers["content-length"]), 1 << 20))
            if not is_signed(self.headers, body):
                raise ValueError("Assay did not sign the event")
            event = json.loads(body)
            subject, sequence = event["subject"], int(event["sequence"])
            if event["id"] not in seen and sequence > last.get(subject, 0):
                self.act(event["type"], event["data"], subject)
                seen.add(event["id"])
                last[subject] = sequence
            self.send_response(204)
        except Exception as wrong:  # Assay sends it again
            print("refused:", wrong, flush=True)
            self.send_response(400)
        self.end_headers()

    def act(self, event_type, data, subject):  # here the load balancer is told
        status = status_of(subject, data["attestationResult"]) if "machine" in data else "-"
        print(event_type, data.get("machine", {}).get("hostName", subject), status, flush=True)

    def log_message(self, *_):
        pass

if __name__ == "__main__":
    server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1]) if sys.argv[1:] else 8080), Receiver)
    print("listening on port", server.server_port, flush=True)
    server.serve_forever()
