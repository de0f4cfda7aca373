package dev.assay.cli.command;

import picocli.CommandLine;

/// Groups what people say of machines.
@CommandLine.Command(name = "machine", description = "Say what machines are for.")
final class MachineCommand {}
