package dev.assay.cli.command;

import picocli.CommandLine;

/// Groups the commands on golden sets.
@CommandLine.Command(
    name = "golden",
    description =
        "Make, sign, activate and retire golden sets: the measurements that machines must show.")
final class GoldenCommand {}
