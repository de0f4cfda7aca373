package dev.assay.appraisal.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.golden.ComponentDifference.Resolution;
import dev.assay.appraisal.golden.ComponentKind.Part;
import dev.assay.appraisal.golden.ExpectedComponents.Expected;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComponentLearnerTest {
  private static final ComponentKind BRIDGE = pci(0x29C0);
  private static final ComponentKind CARD = pci(0x10D3);
  private static final ComponentKind SAMSUNG =
      new ComponentKind.Part(Part.Type.MEMORY, "Samsung", "M393");
  private static final ComponentKind HYNIX =
      new ComponentKind.Part(Part.Type.MEMORY, "Hynix", "HMA8");

  private final ComponentLearner learner = new ComponentLearner();
  private int siblings;

  private static ComponentKind pci(int device) {
    return new ComponentKind.Pci(0x8086, device, 0, 0, 0x020000, 0, false);
  }

  private void machines(int many, ComponentKind... components) {
    for (int i = 0; i < many; i++) {
      siblings++;
      learner.add(
          "m%02d".formatted(siblings), components[0].list(), new ArrayList<>(List.of(components)));
    }
  }

  private LearnedComponents learned() {
    return learner.learn(ComponentRule.COMMON, siblings, siblings / 2 + 1);
  }

  private static List<Expected> pci(LearnedComponents learned) {
    return learned.expected().orElseThrow().of(ComponentList.PCI).orElseThrow();
  }

  @Test
  void whatAllReportIsExpectedInThatNumber() {
    machines(3, BRIDGE, CARD, CARD);

    assertThat(pci(learned()))
        .containsExactly(new Expected(CARD, 2, 2), new Expected(BRIDGE, 1, 1));
    assertThat(learned().differences()).isEmpty();
  }

  @Test
  void cardOfOneMachineIsLeftOutAndTheMachineNamed() {
    machines(39, BRIDGE);
    machines(1, BRIDGE, CARD);

    assertThat(pci(learned())).containsExactly(new Expected(BRIDGE, 1, 1));
    assertThat(learned().differences())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.resolution()).isEqualTo(Resolution.LEFT_OUT);
              assertThat(one.words()).isEqualTo(CARD.words());
              assertThat(one.shown()).isEqualTo("39 of 40 have none, 1 of 40 has 1");
              assertThat(one.examples()).containsExactly("m40");
            });
  }

  @Test
  void cardThatOneMachineLacksIsExpected() {
    machines(4, BRIDGE, CARD);
    machines(1, BRIDGE);

    assertThat(pci(learned())).contains(new Expected(CARD, 1, 1));
    assertThat(learned().differences())
        .singleElement()
        .satisfies(one -> assertThat(one.examples()).containsExactly("m05"));
  }

  @Test
  void partsOfSeveralMakersVary() {
    machines(10, SAMSUNG, SAMSUNG);
    machines(8, HYNIX, HYNIX);

    assertThat(learned().expected().orElseThrow().of(ComponentList.SMBIOS).orElseThrow())
        .containsExactly(new Expected(HYNIX, 0, 2), new Expected(SAMSUNG, 0, 2));
    assertThat(learned().differences())
        .extracting(ComponentDifference::resolution)
        .containsExactly(Resolution.VARIES, Resolution.VARIES);
  }

  @Test
  void twoMachinesShowThatSomethingVariesAndNotWhoStandsOut() {
    machines(1, BRIDGE);
    machines(1, BRIDGE, CARD);

    assertThat(pci(learned())).contains(new Expected(CARD, 0, 1));
  }

  @Test
  void personMayTakeWhateverMachinesHaveOrNothing() {
    machines(39, BRIDGE);
    machines(1, BRIDGE, CARD);

    assertThat(pci(learner.learn(ComponentRule.ALL, siblings, 21)))
        .contains(new Expected(CARD, 0, 1));
    assertThat(learner.learn(ComponentRule.NONE, siblings, 21))
        .isEqualTo(new LearnedComponents(Optional.empty(), List.of()));
  }

  @Test
  void listThatFewCanReadIsNotLearned() {
    machines(4, BRIDGE);
    learner.add("m01", ComponentList.SMBIOS, List.of(SAMSUNG));

    assertThat(learned().expected().orElseThrow().lists()).containsOnlyKeys(ComponentList.PCI);
    assertThat(learned().differences())
        .containsExactly(
            new ComponentDifference(
                ComponentList.SMBIOS,
                "SMBIOS parts",
                Resolution.UNLEARNED,
                "1 of 4 machines report them",
                List.of()));
  }

  @Test
  void hostThatMakesKindsUpFillsNoMemory() {
    machines(2, BRIDGE);
    var madeUp = IntStream.rangeClosed(0, ComponentTally.MOST_KINDS).mapToObj(i -> pci(i)).toList();
    learner.add("m03", ComponentList.PCI, madeUp);
    siblings++;

    assertThat(learned().expected()).isEmpty();
    assertThat(learned().differences())
        .extracting(ComponentDifference::shown)
        .containsExactly("more than 1,024 different kinds");
  }

  @Test
  void orderOfTheMachinesChangesNothing() {
    var components = new ArrayList<>(List.of(BRIDGE, CARD, CARD));
    machines(2, BRIDGE, CARD);
    learner.add("m03", ComponentList.PCI, components);
    var reversed = new ComponentLearner();
    Collections.reverse(components);
    reversed.add("m03", ComponentList.PCI, components);
    reversed.add("m02", ComponentList.PCI, List.of(CARD, BRIDGE));
    reversed.add("m01", ComponentList.PCI, List.of(BRIDGE, CARD));

    assertThat(reversed.learn(ComponentRule.COMMON, 3, 2))
        .isEqualTo(learner.learn(ComponentRule.COMMON, 3, 2));
  }
}
