package dev.assay.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Adds a hook of the two kinds that the verifier takes from its API.
@CommandLine.Command(
    name = "add",
    description = {
      "Add a webhook or the hook of a Kubernetes cluster (role admin).",
      "A hook that runs a command stands only in the file that ASSAY_HOOKS names to the verifier:"
          + " whoever holds a token is not to run programs on its host."
    })
final class HooksAddCommand extends VerifierCommand {
  @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and dashes.")
  private String name = "";

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  /// What the hook calls.
  static final class Target {
    @ArgGroup(exclusive = false, heading = "A webhook:%n")
    private @Nullable Webhook webhook;

    @ArgGroup(exclusive = false, heading = "A Kubernetes cluster:%n")
    private @Nullable Cluster cluster;
  }

  /// An HTTP receiver.
  static final class Webhook {
    @Option(
        names = "--url",
        required = true,
        paramLabel = "URL",
        description = "Where it is sent to.")
    private String url = "";

    @Option(
        names = "--secret",
        required = true,
        paramLabel = "REFERENCE",
        description =
            "Where the verifier finds the secret: file:/PATH or env:NAME. May be repeated.")
    private List<String> secrets = List.of();

    @Option(
        names = "--allow-private",
        description = "Also where it lies in a private network, or is plain http.")
    private boolean allowPrivate;

    @Option(
        names = "--trust",
        paramLabel = "PATH",
        description =
            "The verifier's PEM file of who may vouch for the receiver, instead of the system's.")
    private String trust = "";

    @Option(
        names = "--client-certificate",
        paramLabel = "PATH",
        description = "The verifier's PEM file of the certificate to show; with --client-key.")
    private String clientCertificate = "";

    @Option(
        names = "--client-key",
        paramLabel = "PATH",
        description = "The verifier's PEM file of that certificate's key.")
    private String clientKey = "";

    void write(ObjectNode body) {
      body.put("url", url);
      add(body, "secrets", secrets);
      if (allowPrivate) {
        body.put("allowPrivate", true);
      }
      add(body, "trust", trust);
      add(body, "clientCertificate", clientCertificate);
      add(body, "clientKey", clientKey);
    }
  }

  /// The nodes of a cluster.
  static final class Cluster {
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
        names = "--kubernetes",
        required = true,
        description = "Taint the node that the machine is.")
    private boolean kubernetes;

    @Option(
        names = "--kubeconfig",
        paramLabel = "REFERENCE",
        description =
            "Where the verifier finds the kubeconfig: file:/PATH or env:NAME; without it, the"
                + " service account of its pod.")
    private String kubeconfig = "";

    @Option(
        names = "--node",
        paramLabel = "HOW",
        description =
            "How the node is found: label:KEY=VALUE or providerId:VALUE, with {machine} or"
                + " {chassisSerial} in the value.")
    private String node = "";

    @Option(
        names = "--taint-key",
        paramLabel = "KEY",
        description = "Without it: assay.dev/untrusted.")
    private String taintKey = "";

    @Option(
        names = "--taint-effect",
        paramLabel = "EFFECT",
        description = "NoSchedule, PreferNoSchedule or, without it, NoExecute.")
    private String taintEffect = "";

    @Option(names = "--cordon", description = "Cordon the node too.")
    private boolean cordon;

    void write(ObjectNode body) {
      var cluster = body.putObject("kubernetes");
      add(cluster, "kubeconfig", kubeconfig);
      add(cluster, "node", node);
      add(cluster, "taintKey", taintKey);
      add(cluster, "taintEffect", taintEffect);
      if (cordon) {
        cluster.put("cordon", true);
      }
    }
  }

  @Option(
      names = "--event",
      paramLabel = "TYPE",
      description = "Only events of this type, as dev.assay.machine.quarantined. May be repeated.")
  private List<String> events = List.of();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Only machines of this board model. May be repeated.")
  private List<String> models = List.of();

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "Only info, warning or critical and above.")
  private String severity = "";

  HooksAddCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var body = Verifier.body().put("name", name);
    if (target.webhook != null) {
      target.webhook.write(body);
    }
    if (target.cluster != null) {
      target.cluster.write(body);
    }
    add(body, "events", events);
    add(body, "models", models);
    add(body, "severity", severity);
    var answer = verifier.post("/hooks", body);
    if (json()) {
      print(answer);
    } else {
      screen().line("Hook %s is added; `assay hooks test %s` tries it.".formatted(name, name));
    }
    return ExitCode.OK;
  }

  private static void add(ObjectNode body, String field, String value) {
    if (!value.isEmpty()) {
      body.put(field, value);
    }
  }

  private static void add(ObjectNode body, String field, List<String> values) {
    if (!values.isEmpty()) {
      var array = body.putArray(field);
      values.forEach(array::add);
    }
  }
}
