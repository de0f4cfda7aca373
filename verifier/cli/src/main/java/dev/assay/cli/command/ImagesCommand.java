package dev.assay.cli.command;

import picocli.CommandLine;

/// Groups the commands on OS images.
@CommandLine.Command(
    name = "images",
    description =
        "Look at and add OS images, and say which roles and labels of machines have them.")
final class ImagesCommand {}
