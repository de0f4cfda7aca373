package dev.assay.cli.command;

import picocli.CommandLine;

/// Groups the commands on board models.
@CommandLine.Command(
    name = "models",
    description = "Look at, add and confirm board models: what machines are approved as.")
final class ModelsCommand {}
