package dev.assay.verifier.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialWorkTest {

  @Test
  void tasksRunOneAtATimeAndInOrder() throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var work = new SerialWork(threads);
      var order = new ArrayList<Integer>();
      var running = new AtomicInteger();
      var most = new AtomicInteger();
      var done = new CountDownLatch(1_000);
      for (int i = 0; i < 1_000; i++) {
        int number = i;
        work.execute(
            () -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              order.add(number);
              running.decrementAndGet();
              done.countDown();
            });
      }
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(most).hasValue(1);
      assertThat(order).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }
  }

  @Test
  void taskThatFailsStopsNoOther() {
    var ran = new ArrayList<String>();
    var work = new SerialWork(task -> quietly(task));
    work.execute(
        () -> {
          ran.add("first");
          throw new IllegalStateException("meant to fail");
        });
    work.execute(() -> ran.add("second"));
    assertThat(ran).isEqualTo(List.of("first", "second"));
  }

  /// Runs a task here, without the trace that an uncaught exception leaves.
  private static void quietly(Runnable task) {
    var thread = Thread.currentThread();
    var before = thread.getUncaughtExceptionHandler();
    thread.setUncaughtExceptionHandler((_, _) -> {});
    try {
      task.run();
    } finally {
      thread.setUncaughtExceptionHandler(before);
    }
  }
}
