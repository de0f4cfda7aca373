package dev.assay.cli.command;

import dev.assay.cli.terminal.Surroundings;
import picocli.CommandLine;

/// The tree of commands.
public final class Commands {
  private Commands() {}

  /// All commands under the root, in the order in which help lists them.
  public static CommandLine under(Object root, Surroundings at) {
    return new CommandLine(root)
        .addSubcommand(new LoginCommand(at))
        .addSubcommand(new WhoamiCommand(at))
        .addSubcommand(new MachinesCommand(at))
        .addSubcommand(new ShowCommand(at))
        .addSubcommand(new OutliersCommand(at))
        .addSubcommand(new ApproveCommand(at))
        .addSubcommand(machine(at))
        .addSubcommand(new AttestCommand(at))
        .addSubcommand(new ReappraiseCommand(at))
        .addSubcommand(new RetireCommand(at))
        .addSubcommand(shipments(at))
        .addSubcommand(racks(at))
        .addSubcommand(models(at))
        .addSubcommand(images(at))
        .addSubcommand(golden(at))
        .addSubcommand(key(at))
        .addSubcommand(quarantine(at))
        .addSubcommand(hooks(at))
        .addSubcommand(new EventsCommand(at))
        .addSubcommand(new LogCommand(at))
        .addSubcommand(new DiffCommand(at))
        .addSubcommand(new VerifyCommand(at))
        .addSubcommand(new ImaCommand(at))
        .addSubcommand(new ReferenceCommand(at))
        .addSubcommand(new ResultCommand(at))
        .addSubcommand(audit(at))
        .addSubcommand(tokens(at))
        .addSubcommand(new CompletionCommand(at));
  }

  private static CommandLine shipments(Surroundings at) {
    return new CommandLine(new ShipmentsCommand())
        .addSubcommand(new ShipmentsImportCommand(at))
        .addSubcommand(new ShipmentsListCommand(at));
  }

  private static CommandLine racks(Surroundings at) {
    return new CommandLine(new RacksCommand())
        .addSubcommand(new RacksListCommand(at))
        .addSubcommand(new RacksSetCommand(at))
        .addSubcommand(new RacksImportCommand(at));
  }

  private static CommandLine models(Surroundings at) {
    return new CommandLine(new ModelsCommand())
        .addSubcommand(new ModelsListCommand(at))
        .addSubcommand(new ModelsAddCommand(at))
        .addSubcommand(new ModelsConfirmCommand(at))
        .addSubcommand(new ModelsAliasCommand(at));
  }

  private static CommandLine machine(Surroundings at) {
    return new CommandLine(new MachineCommand())
        .addSubcommand(new MachineSetRoleCommand(at))
        .addSubcommand(new MachineLabelCommand(at));
  }

  private static CommandLine images(Surroundings at) {
    return new CommandLine(new ImagesCommand())
        .addSubcommand(new ImagesListCommand(at))
        .addSubcommand(new ImagesAddCommand(at))
        .addSubcommand(new ImagesAssignCommand(at))
        .addSubcommand(new ImagesUnassignCommand(at));
  }

  private static CommandLine golden(Surroundings at) {
    return new CommandLine(new GoldenCommand())
        .addSubcommand(new GoldenMakeCommand(at))
        .addSubcommand(new GoldenCheckCommand(at))
        .addSubcommand(new GoldenCorimCommand(at))
        .addSubcommand(new GoldenProposeCommand(at))
        .addSubcommand(new GoldenListCommand(at))
        .addSubcommand(new GoldenShowCommand(at))
        .addSubcommand(new GoldenSourceCommand(at))
        .addSubcommand(new GoldenSignCommand(at))
        .addSubcommand(new GoldenPreviewCommand(at))
        .addSubcommand(new GoldenActivateCommand(at))
        .addSubcommand(new GoldenRolloutCommand(at))
        .addSubcommand(new GoldenRetireCommand(at))
        .addSubcommand(new GoldenRevokeCommand(at))
        .addSubcommand(new GoldenExportCommand(at))
        .addSubcommand(new GoldenImportCommand(at));
  }

  private static CommandLine key(Surroundings at) {
    return new CommandLine(new KeyCommand()).addSubcommand(new KeyNewCommand(at));
  }

  private static CommandLine audit(Surroundings at) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new AuditListCommand(at))
        .addSubcommand(new AuditVerifyCommand(at))
        .addSubcommand(new AuditExportCommand(at))
        .addSubcommand(new AuditCheckpointsCommand(at));
  }

  private static CommandLine quarantine(Surroundings at) {
    return new CommandLine(new QuarantineCommand())
        .addSubcommand(new QuarantineListCommand(at))
        .addSubcommand(new QuarantinePolicyCommand(at))
        .addSubcommand(new QuarantineAddCommand(at))
        .addSubcommand(new QuarantineApproveCommand(at))
        .addSubcommand(new QuarantineReleaseCommand(at))
        .addSubcommand(new QuarantineResumeCommand(at));
  }

  private static CommandLine hooks(Surroundings at) {
    return new CommandLine(new HooksCommand())
        .addSubcommand(new HooksListCommand(at))
        .addSubcommand(new HooksAddCommand(at))
        .addSubcommand(new HooksRemoveCommand(at))
        .addSubcommand(new HooksPauseCommand(at))
        .addSubcommand(new HooksTestCommand(at))
        .addSubcommand(new HooksDeadCommand(at))
        .addSubcommand(new HooksResendCommand(at));
  }

  private static CommandLine tokens(Surroundings at) {
    return new CommandLine(new TokensCommand())
        .addSubcommand(new TokensCreateCommand(at))
        .addSubcommand(new TokensListCommand(at))
        .addSubcommand(new TokensRevokeCommand(at));
  }
}
