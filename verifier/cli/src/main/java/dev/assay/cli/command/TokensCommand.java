package dev.assay.cli.command;

import picocli.CommandLine;

/// Groups the commands on operators' tokens.
@CommandLine.Command(
    name = "tokens",
    description = "Create, list and revoke operators' tokens (role admin).")
final class TokensCommand {}
