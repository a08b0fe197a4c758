package quorate.netty.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One connection: one request, and its reply. The request has to be there in time, whole. On the
 * event loop, except for {@link #reply}.
 */
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

  private static final Logger LOG = Logger.getLogger(HttpConnection.class.getName());

  private static final int MOST_PARAMETERS = 20;

  private static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'",
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store",
          "Referrer-Policy", "no-referrer");

  private final HttpHandler handler;
  private final Executor workers;
  private final long patienceMillis;
  private Future<?> deadline;
  private boolean asked;

  HttpConnection(HttpHandler handler, Executor workers, long patienceMillis) {
    this.handler = handler;
    this.workers = workers;
    this.patienceMillis = patienceMillis;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    deadline =
        context.executor().schedule(() -> late(context), patienceMillis, TimeUnit.MILLISECONDS);
    context.fireChannelActive();
  }

  private void late(ChannelHandlerContext context) {
    asked = true;
    write(context, Reply.error(408, "the request was not there in time"));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    deadline.cancel(false);
    context.fireChannelInactive();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
    if (asked) {
      return; // one is enough, and it is being answered
    }
    asked = true;
    deadline.cancel(false);
    Throwable wrong = message.decoderResult().cause();
    if (wrong != null) {
      write(context, refusal(wrong));
      return;
    }
    Request request;
    try {
      request = read(message);
    } catch (IllegalArgumentException undecodable) {
      write(context, Reply.error(400, "the address cannot be decoded"));
      return;
    }
    try {
      workers.execute(() -> reply(context, request));
    } catch (RejectedExecutionException busy) {
      write(context, Reply.error(503, "too many requests at once; try again"));
    }
  }

  private static Request read(FullHttpRequest message) {
    QueryStringDecoder address =
        new QueryStringDecoder(message.uri(), StandardCharsets.UTF_8, true, MOST_PARAMETERS, true);
    Map<String, String> query = new LinkedHashMap<>();
    address.parameters().forEach((name, values) -> query.put(name, values.get(0)));
    Map<String, String> headers = new LinkedHashMap<>();
    message
        .headers()
        .forEach(
            it ->
                headers.merge(
                    it.getKey().toLowerCase(Locale.ROOT),
                    it.getValue(),
                    (one, other) -> one + ", " + other));
    String body = message.content().toString(StandardCharsets.UTF_8);
    return new Request(message.method().name(), address.path(), query, headers, body);
  }

  private static Reply.Content refusal(Throwable wrong) {
    if (wrong instanceof TooLongHttpLineException) {
      return Reply.error(414, "the address is too long");
    } else if (wrong instanceof TooLongHttpHeaderException) {
      return Reply.error(431, "the headers are too long");
    } else if (wrong instanceof TooLongHttpContentException) {
      return tooLarge();
    }
    return Reply.error(400, "this is no request of HTTP");
  }

  static Reply.Content tooLarge() {
    return Reply.error(413, "the content may have " + HttpServer.MAX_BODY / 1024 + " KB");
  }

  /** On a worker. */
  private void reply(ChannelHandlerContext context, Request request) {
    Reply reply;
    try {
      reply = handler.answer(request);
    } catch (InterruptedException closing) {
      context.close();
      return;
    } catch (RuntimeException bug) {
      LOG.log(Level.SEVERE, request.method() + " " + request.path() + " failed", bug);
      reply = Reply.error(500, "this should not have happened: " + bug);
    }
    write(context, reply);
  }

  static void write(ChannelHandlerContext context, Reply reply) {
    if (reply instanceof Reply.Content content) {
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(content.status()),
              Unpooled.wrappedBuffer(content.bytes()));
      head(response, content.type());
      content.headers().forEach(response.headers()::set);
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    } else if (reply instanceof Reply.Events events) {
      HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      head(response, "text/event-stream");
      context.writeAndFlush(response);
      events.opened().accept(new Stream(context));
    }
  }

  private static void head(HttpResponse response, String type) {
    ALWAYS.forEach(response.headers()::set);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, type + "; charset=utf-8");
    response.headers().set(HttpHeaderNames.CONNECTION, "close");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.log(Level.FINE, "a connection failed", cause);
    }
    context.close();
  }

  private record Stream(ChannelHandlerContext context) implements EventStream {
    @Override
    public boolean isOpen() {
      return context.channel().isActive();
    }

    @Override
    public boolean keepsUp() {
      return context.channel().isWritable();
    }

    @Override
    public void send(String lines) {
      if (isOpen()) {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)));
      }
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
