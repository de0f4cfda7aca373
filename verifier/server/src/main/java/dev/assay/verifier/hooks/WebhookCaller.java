package dev.assay.verifier.hooks;

import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.HookTarget.Webhook;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import dev.assay.verifier.service.hooks.SecretRef;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends events to HTTP receivers: one POST on a connection of its own, no redirects, to an address
/// that was looked up and checked once.
final class WebhookCaller {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int LOOK_UP_SECONDS = 5;
  static final Duration WHOLE_CALL = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final Secrets secrets;
  private final InstantSource clock;
  private final Duration wholeCall;

  /// @param wholeCall how long a receiver may take for all of its answer
  WebhookCaller(Vertx vertx, Secrets secrets, InstantSource clock, Duration wholeCall) {
    this.vertx = vertx;
    this.secrets = secrets;
    this.clock = clock;
    this.wholeCall = wholeCall;
  }

  Attempt call(Webhook webhook, OutgoingEvent event) {
    try {
      var uri = URI.create(webhook.url());
      var options = request(uri, address(uri, webhook.allowPrivate()));
      sign(options, webhook, event);
      // Without a handler the library logs what a receiver breaks.
      var client =
          vertx
              .httpClientBuilder()
              .with(client(webhook))
              .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
              .build();
      try {
        return send(client, options, event.body());
      } finally {
        client.close();
      }
    } catch (HookUnusable unusable) {
      return Attempt.Failed.because(unusable.detail());
    } catch (RuntimeException misconfigured) {
      // Such as a PEM file that is none. The library's words may quote it.
      return Attempt.Failed.because(
          "The call could not be made: " + misconfigured.getClass().getSimpleName() + ".");
    }
  }

  private static InetAddress address(URI uri, boolean mayBePrivate) throws HookUnusable {
    var found = new FutureTask<>(() -> InetAddress.getAllByName(uri.getHost()));
    Thread.startVirtualThread(found);
    try {
      var addresses = found.get(LOOK_UP_SECONDS, TimeUnit.SECONDS);
      if (!mayBePrivate && !AddressGuard.allPublic(addresses)) {
        throw new HookUnusable(
            "The receiver's name leads to a private or reserved address; allowPrivate would let"
                + " it.");
      }
      return addresses[0];
    } catch (ExecutionException | TimeoutException unknown) {
      throw new HookUnusable("The receiver's name is not known.");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new HookUnusable("The verifier stopped while it called.");
    }
  }

  // The name stays in the request, in SNI and in the check of the certificate; the connection goes
  // to the address that was checked, whatever the name leads to by now.
  private static RequestOptions request(URI uri, InetAddress address) {
    boolean tls = uri.getScheme().equals("https");
    int usual = tls ? 443 : 80;
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
        .setHost(uri.getHost())
        .setPort(port)
        .setSsl(tls)
        .setURI(path)
        .setFollowRedirects(false);
  }

  private void sign(RequestOptions options, Webhook webhook, OutgoingEvent event)
      throws HookUnusable {
    var now = clock.instant();
    List<String> keys = new ArrayList<>();
    for (SecretRef reference : webhook.secrets()) {
      keys.add(secrets.read(reference));
    }
    options
        .putHeader("Content-Type", "application/cloudevents+json; charset=utf-8")
        .putHeader("User-Agent", "Assay")
        .putHeader(StandardWebhooks.ID, event.id())
        .putHeader(StandardWebhooks.TIMESTAMP, Long.toString(now.getEpochSecond()))
        .putHeader(
            StandardWebhooks.SIGNATURE,
            StandardWebhooks.signatures(keys, event.id(), now, event.body()));
  }

  private static HttpClientOptions client(Webhook webhook) {
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setKeepAlive(false)
            .setConnectTimeout(CONNECT_MILLIS)
            .setVerifyHost(true)
            .setDecompressionSupported(false);
    webhook
        .trust()
        .ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertPath(pem)));
    webhook
        .client()
        .ifPresent(
            files ->
                options.setKeyCertOptions(
                    new PemKeyCertOptions()
                        .addCertPath(files.certificate())
                        .addKeyPath(files.key())));
    return options;
  }

  private Attempt send(HttpClient client, RequestOptions options, String body) {
    var answer = new Answer(new CompletableFuture<>(), new CompletableFuture<>());
    client
        .request(options)
        .onSuccess(request -> exchange(request, body, answer))
        .onFailure(failure -> answer.whole().complete(failed(failure)));
    try {
      return answer.whole().get(wholeCall.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return answer
          .head()
          .getNow(
              Attempt.Failed.because(
                  "The receiver did not answer within %d seconds."
                      .formatted(wholeCall.toSeconds())));
    } catch (ExecutionException failure) {
      return failed(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Attempt.Failed.because("The verifier stopped while it called.");
    }
  }

  /// What the receiver's status means, when it is there and when the body is over too.
  private record Answer(CompletableFuture<Attempt> head, CompletableFuture<Attempt> whole) {}

  private void exchange(HttpClientRequest request, String body, Answer answer) {
    request
        .send(Buffer.buffer(body))
        .onSuccess(response -> read(response, request, answer))
        .onFailure(failure -> answer.whole().complete(failed(failure)));
  }

  /// The status alone decides. The body is not needed; reading the start of it lets an honest
  /// receiver finish, and closing the connection ends one that goes on for ever.
  private void read(HttpClientResponse response, HttpClientRequest request, Answer answer) {
    var attempt =
        ResponseStatus.read(
            response.statusCode(), response.getHeader("Retry-After"), clock.instant());
    answer.head().complete(attempt);
    var body = new BoundedBody(() -> finish(request, attempt, answer));
    response
        .handler(chunk -> body.take(chunk.length()))
        .exceptionHandler(_ -> finish(request, attempt, answer))
        .endHandler(_ -> finish(request, attempt, answer));
  }

  private static void finish(HttpClientRequest request, Attempt attempt, Answer answer) {
    answer.whole().complete(attempt);
    request.connection().close();
  }

  private static Attempt failed(Throwable failure) {
    // The library's sentence may quote what the receiver sent: only its kind is kept.
    return Attempt.Failed.because("No answer: " + failure.getClass().getSimpleName() + ".");
  }

  /// Counts what comes, and ends it where it is enough.
  private static final class BoundedBody {
    private static final int MOST = 64 * 1024;

    private final Runnable enough;
    private long taken;

    BoundedBody(Runnable enough) {
      this.enough = enough;
    }

    void take(int length) {
      taken += length;
      if (taken > MOST) {
        enough.run();
      }
    }
  }
}
