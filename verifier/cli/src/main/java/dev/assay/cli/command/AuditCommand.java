package dev.assay.cli.command;

import picocli.CommandLine;

/// Groups the commands on the audit log.
@CommandLine.Command(
    name = "audit",
    description = "Who did what: list, check and export the verifier's audit log.")
final class AuditCommand {}
