package dev.assay.cli.command;

import picocli.CommandLine;

/// Groups the commands on quarantine.
@CommandLine.Command(
    name = "quarantine",
    description = "See who is out of service and why; take machines out, let them back.")
final class QuarantineCommand {}
