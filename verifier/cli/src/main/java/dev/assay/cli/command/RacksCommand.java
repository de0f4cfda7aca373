package dev.assay.cli.command;

import picocli.CommandLine;

/// Groups the commands on racks.
@CommandLine.Command(
    name = "racks",
    description = "Say which machine is in which rack; quarantine has a budget for each rack.")
final class RacksCommand {}
