package dev.assay.cli.command;

import picocli.CommandLine;

/// Groups the commands on shipments.
@CommandLine.Command(
    name = "shipments",
    description = "Import manifests of shipments, and see which of their machines enrolled.")
final class ShipmentsCommand {}
