package dev.assay.cli.command;

import picocli.CommandLine;

/// Groups the commands on hooks.
@CommandLine.Command(
    name = "hooks",
    description = "See, add, test and pause the receivers of events; send again what was given up.")
final class HooksCommand {}
