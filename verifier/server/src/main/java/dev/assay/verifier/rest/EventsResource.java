package dev.assay.verifier.rest;

import dev.assay.verifier.service.StoreUnavailable;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import dev.assay.verifier.service.hooks.ViewEvents;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What happened, for people who pull: a page of it, or a stream that goes on. Each event has a
/// cursor; whoever names the last one that they saw misses none.
@Path("/api/v1/events")
@Singleton
@Tag(name = "events")
public class EventsResource {
  private static final int MOST_STREAMS = 100;
  private static final int MOST_DIGITS = 18;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LOOKS_PER_SIGN_OF_LIFE = 15;

  /// A stream ends after this time, and the client goes on from its last event: so a token that was
  /// revoked reads no longer than this.
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final ViewEvents events;
  private final AtomicInteger streams = new AtomicInteger();

  public EventsResource(ViewEvents events) {
    this.events = events;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Events after a cursor, as CloudEvents in their order",
      description =
          "With Accept: text/event-stream, a stream that goes on; resumes at Last-Event-ID")
  public String page(
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("100") Integer limit) {
    long cursor = cursor("after", after);
    var page = events.after(cursor, Parse.within("limit", limit, 1, ViewEvents.PAGE));
    long next = page.isEmpty() ? cursor : page.getLast().cursor();
    return page.stream()
        .map(OutgoingEvent::body)
        .collect(Collectors.joining(",", "{\"events\":[", "],\"next\":%d}".formatted(next)));
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5")
  @RolesAllowed(Roles.VIEWER)
  @Operation(hidden = true)
  public Multi<OutboundSseEvent> follow(
      @HeaderParam("Last-Event-ID") @Nullable String last,
      @QueryParam("after") @Nullable String after,
      @Context Sse sse) {
    var given = last == null ? after : last;
    long from = given == null ? events.latest() : cursor("Last-Event-ID", given);
    if (streams.incrementAndGet() > MOST_STREAMS) {
      streams.decrementAndGet();
      throw Refused.invalid("Accept", "%d streams are open; ask for pages".formatted(MOST_STREAMS));
    }
    return Multi.createBy()
        .repeating()
        .uni(() -> new Follower(from, sse), this::look)
        .withDelay(LOOK)
        .indefinitely()
        .onItem()
        .transformToMultiAndConcatenate(found -> Multi.createFrom().iterable(found))
        .select()
        .first(LONGEST)
        .onTermination()
        .invoke(streams::decrementAndGet);
  }

  /// One reader: how far it is.
  private static final class Follower {
    final Sse sse;
    long cursor;
    int looks;

    Follower(long cursor, Sse sse) {
      this.cursor = cursor;
      this.sse = sse;
    }
  }

  private Uni<List<OutboundSseEvent>> look(Follower follower) {
    return Uni.createFrom()
        .item(() -> found(follower))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private List<OutboundSseEvent> found(Follower follower) {
    var page = page(follower.cursor);
    if (page.isEmpty()) {
      follower.looks++;
      return follower.looks % LOOKS_PER_SIGN_OF_LIFE == 1
          ? List.of(follower.sse.newEventBuilder().comment("still here").build())
          : List.of();
    }
    follower.cursor = page.getLast().cursor();
    return page.stream().map(event -> written(event, follower.sse)).toList();
  }

  private List<OutgoingEvent> page(long cursor) {
    try {
      return events.after(cursor, ViewEvents.PAGE);
    } catch (StoreUnavailable away) {
      return List.of();
    }
  }

  private static OutboundSseEvent written(OutgoingEvent event, Sse sse) {
    return sse.newEventBuilder()
        .id(Long.toString(event.cursor()))
        .name(event.kind().type())
        .data(event.body())
        .build();
  }

  private static long cursor(String part, String text) {
    boolean digits =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      throw Refused.invalid(part, "must be the cursor of an event, a whole number");
    }
    return Long.parseLong(text);
  }
}
