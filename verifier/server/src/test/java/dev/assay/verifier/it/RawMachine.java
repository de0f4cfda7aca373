package dev.assay.verifier.it;

import com.google.protobuf.ByteString;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.v1.Challenge;
import dev.assay.v1.Evidence;
import dev.assay.v1.Hello;
import dev.assay.v1.PcrBankValues;
import dev.assay.v1.Receipt;
import java.util.List;

/// An enrolled machine behind a [RawAgent]: what an honest agent would say of it, for tests to
/// alter.
record RawMachine(TpmTools tpm, TpmTools.Key ek, TpmTools.Key ak, Bytes id, String host) {

  String idHex() {
    return id.toHex();
  }

  Hello hello() {
    return Hello.newBuilder()
        .setMachineId(ByteString.copyFrom(id.toArray()))
        .setAkName(ByteString.copyFrom(ak.name().toArray()))
        .setBootId("00000000-0000-4000-8000-000000000000")
        .addAllActiveBanks(tpm.activeBanks())
        .setHost(RawAgent.host(host))
        .setUptimeMillis(60_000)
        .build();
  }

  static List<TpmTools.Bank> selection(Challenge challenge) {
    return challenge.getSelectionList().stream()
        .map(bank -> new TpmTools.Bank(bank.getHashAlgorithm(), bank.getPcrMask()))
        .toList();
  }

  TpmTools.Quote quote(RawStream stream, Challenge challenge) {
    var extraData = stream.extraData(challenge.getNonce().toByteArray());
    return tpm.quote(ak, selection(challenge), extraData);
  }

  /// Honest evidence but for the quote, which is the test's, and the log, of which only the digest
  /// is told.
  Evidence.Builder evidence(Challenge challenge, TpmTools.Quote quote, byte[] log) {
    var evidence =
        Evidence.newBuilder()
            .setAttest(ByteString.copyFrom(quote.attest().toArray()))
            .setSignature(ByteString.copyFrom(quote.signature().toArray()))
            .setLogSha256(ByteString.copyFrom(RawStream.sha256(log)))
            .setUptimeMillis(61_000);
    selection(challenge).forEach(bank -> evidence.addPcrValues(values(bank)));
    return evidence;
  }

  PcrBankValues values(TpmTools.Bank bank) {
    return PcrBankValues.newBuilder()
        .setHashAlgorithm(bank.algorithm())
        .setPcrMask(bank.mask())
        .setValues(ByteString.copyFrom(tpm.values(bank)))
        .build();
  }

  /// Answers a challenge honestly, with this log, and gives the receipt.
  Receipt answer(RawStream stream, Challenge challenge, byte[] log) {
    if (!challenge.getKnownLogSha256().equals(ByteString.copyFrom(RawStream.sha256(log)))) {
      stream.log(log);
    }
    return stream.evidence(evidence(challenge, quote(stream, challenge), log).build()).receipt();
  }

  /// Opens a stream, attests once with this log, and gives the receipt.
  Receipt attest(RawAgent agent, byte[] log) {
    var stream = agent.open().hello(hello());
    var receipt = answer(stream, stream.challenge(), log);
    stream.finish();
    return receipt;
  }
}
