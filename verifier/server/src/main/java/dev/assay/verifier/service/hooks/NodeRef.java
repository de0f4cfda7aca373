package dev.assay.verifier.service.hooks;

import java.util.Optional;
import java.util.regex.Pattern;

/// How the node that a machine is gets found in a cluster: by what people and shipments say, never
/// by what the machine says of itself.
///
/// The value is a text with `{machine}` in it, the first 32 digits of the machine's id (a label's
/// value has at most 63 characters), or `{chassisSerial}`, the serial number that the manifest of
/// its shipment gives.
public sealed interface NodeRef {

  /// The node that carries this label.
  record ByLabel(String key, String value) implements NodeRef {
    @Override
    public String toString() {
      return LABEL + key + "=" + value;
    }
  }

  /// The node whose `spec.providerID` this is.
  record ByProviderId(String value) implements NodeRef {
    @Override
    public String toString() {
      return PROVIDER_ID + value;
    }
  }

  String LABEL = "label:";
  String PROVIDER_ID = "providerId:";
  String MACHINE = "{machine}";
  String CHASSIS_SERIAL = "{chassisSerial}";

  /// How many digits of a machine's id stand for it.
  int DIGITS = 32;

  /// A label that a kubelet can't put on its own node: the admission plugin NodeRestriction keeps
  /// its prefix for administrators.
  String USUAL = LABEL + "assay.dev.node-restriction.kubernetes.io/machine=" + MACHINE;

  /// What a text must look like, for messages.
  String SHAPE =
      "label:KEY=VALUE or providerId:VALUE, with {machine} or {chassisSerial} in the value, such as"
          + " "
          + USUAL;

  Pattern KEY =
      Pattern.compile(
          "(?:(?=[^/]{1,253}/)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");
  Pattern VALUE = Pattern.compile("[!-z|~]{0,200}(?:\\{machine}|\\{chassisSerial})[!-z|~]{0,200}");

  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  static Optional<NodeRef> parse(String text) {
    if (text.startsWith(PROVIDER_ID)) {
      var value = text.substring(PROVIDER_ID.length());
      return VALUE.matcher(value).matches()
          ? Optional.of(new ByProviderId(value))
          : Optional.empty();
    }
    int equal = text.indexOf('=');
    if (!text.startsWith(LABEL) || equal < 0) {
      return Optional.empty();
    }
    var key = text.substring(LABEL.length(), equal);
    var value = text.substring(equal + 1);
    return isKey(key) && VALUE.matcher(value).matches()
        ? Optional.of(new ByLabel(key, value))
        : Optional.empty();
  }
}
