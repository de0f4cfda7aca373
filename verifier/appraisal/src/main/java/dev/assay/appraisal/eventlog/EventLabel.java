package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.PlainText;
import java.util.List;
import java.util.stream.Collectors;

/// Short texts for events, safe to print.
final class EventLabel {
  private static final int MAX = 80;

  private EventLabel() {}

  static String of(Event event) {
    return switch (event.payload()) {
      case EventPayload.SpecId id -> plain(id.signature());
      case EventPayload.Separator(EventPayload.Separator.Kind kind) ->
          kind == EventPayload.Separator.Kind.ERROR ? "error" : "";
      case EventPayload.StartupLocality(int locality) -> "StartupLocality " + locality;
      case EventPayload.HcrtmComponent component -> quoted(component.description());
      case EventPayload.NvIndexInstance(SpdmDevice device) -> device(device);
      case EventPayload.NvIndexDynamic message -> quoted(message.description());
      case EventPayload.NoAction action -> plain(action.signature());
      case PlatformId id ->
          id.names().map(names -> quoted(names.manufacturer() + " " + names.model())).orElse("");
      case EventPayload.Action(String text) -> quoted(text);
      case EventPayload.Description(String text) -> quoted(text);
      case TaggedEvents tagged -> tagged(tagged.events().getFirst());
      case SpdmDevice device -> device(device);
      case EventPayload.IplText(String prefix, String text) ->
          quoted(prefix.isEmpty() ? text : prefix + ": " + text);
      case EventPayload.UefiVariable variable -> plain(variable.name());
      case EventPayload.ImageLoad image -> quoted(image.path().file());
      case EventPayload.FirmwareBlob blob -> quoted(blob.description());
      case EventPayload.HandoffTables tables -> quoted(tables.description());
      case EventPayload.Gpt gpt -> "disk " + gpt.disk();
      case EventPayload.CrtmVersion(String text) -> quoted(text);
      case EventPayload.Opaque _, EventPayload.Malformed _ -> "";
    };
  }

  private static String tagged(TaggedEvents.TaggedEvent first) {
    return first.text().isEmpty() ? first.name() : quoted(first.text());
  }

  private static String device(SpdmDevice device) {
    return switch (device.device()) {
      case SpdmDevice.Device.Pci pci -> "PCI %04x:%04x".formatted(pci.vendor(), pci.product());
      case SpdmDevice.Device.Usb _ -> "USB";
      case SpdmDevice.Device.Other _ -> "";
    };
  }

  static String detail(Event event) {
    String label = of(event);
    if (!(event.payload() instanceof EventPayload.UefiVariable variable)) {
      return label;
    }
    return switch (variable.content()) {
      case LoadOption option -> label + " " + quoted(option.description());
      case VariableContent.BootOrder(List<Integer> entries) ->
          shortened(
              label + entries.stream().map(" %04X"::formatted).collect(Collectors.joining()),
              2 * MAX);
      case VariableContent.Flag(boolean on) -> label + (on ? " on" : " off");
      case VariableContent.NotSet _ -> label + " not set";
      case SignatureDatabase database -> label + ", " + database.entries().size() + " entries";
      case VariableContent.Authority(SignatureEntry(_, SignatureData.Certificate certificate)) ->
          label + " " + quoted(certificate.subject());
      case VariableContent.SbatLevel(String csv) -> label + " " + quoted(csv);
      case VariableContent.Authority _, VariableContent.Raw _, VariableContent.Broken _ -> label;
    };
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "" : "'" + shortened(text, MAX - 2) + "'";
  }

  private static String plain(String text) {
    return shortened(text, MAX);
  }

  private static String shortened(String text, int max) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), max));
    for (int i = 0; i < text.length() && i < max; i++) {
      char c = text.charAt(i);
      shown.append(PlainText.isShown(c) ? c : '?');
    }
    if (text.length() > max) {
      shown.setCharAt(max - 1, '…');
    }
    return shown.toString();
  }
}
