package dev.assay.cli.command;

import picocli.CommandLine;

/// Groups the commands on keys that people sign golden sets with.
@CommandLine.Command(name = "key", description = "Make keys that people sign golden sets with.")
final class KeyCommand {}
