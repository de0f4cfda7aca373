package dev.assay.agent;

import dev.assay.agent.config.Setting;
import dev.assay.agent.doctor.HostCheckup;
import dev.assay.agent.doctor.Observation;
import dev.assay.agent.doctor.Observation.Mark;
import dev.assay.agent.doctor.TpmCheckup;
import dev.assay.agent.doctor.VerifierCheckup;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/// `assay-agent doctor`: looks at everything that attesting needs.
final class DoctorCommand implements Command {
  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String description() {
    return "Look at everything that attesting needs: TPM, event log, state folder, verifier, clock."
        + " Each line says OK, WARN or FAIL, what was seen, and what to do. Exit code 0 where"
        + " nothing fails, else 1.";
  }

  @Override
  public Set<Setting> settings() {
    return EnumSet.complementOf(EnumSet.of(Setting.AK, Setting.TLS_PROXY_CERTIFICATE_BINDING));
  }

  @Override
  public Exit run(Invocation invocation) {
    var settings = invocation.settings();
    var failures = new ArrayList<Observation>();
    Consumer<Observation> seen =
        observation -> {
          invocation.out().println(observation);
          if (observation.mark() == Mark.FAIL) {
            failures.add(observation);
          }
        };
    new TpmCheckup(settings).run(seen);
    new HostCheckup(settings).run(seen);
    new VerifierCheckup(settings, InstantSource.system()).run(seen);
    return failures.isEmpty() ? Exit.OK : Exit.FAILED;
  }
}
