package quorate.netty.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
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

  /** For so long a client that was refused may go on to send what nobody reads. */
  private static final long LAST_MILLIS = 1000;

  private static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cache-Control", "no-store",
          "Referrer-Policy", "no-referrer");

  private final HttpHandler handler;
  private final Executor workers;
  private final HttpSettings settings;
  private Future<?> deadline;
  private boolean asked;
  private boolean knowsChunks;
  private volatile Stream stream;

  HttpConnection(HttpHandler handler, Executor workers, HttpSettings settings) {
    this.handler = handler;
    this.workers = workers;
    this.settings = settings;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    long millis = settings.patience().toMillis();
    deadline = context.executor().schedule(() -> late(context), millis, TimeUnit.MILLISECONDS);
    context.fireChannelActive();
  }

  private void late(ChannelHandlerContext context) {
    asked = true;
    write(context, Reply.error(408, "the request was not there in time"));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    deadline.cancel(false);
    changed();
    context.fireChannelInactive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      changed();
    }
    context.fireChannelWritabilityChanged();
  }

  private void changed() {
    if (stream != null) {
      stream.changed.run();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
    if (asked) {
      return; // one is enough, and it is being answered
    }
    asked = true;
    knowsChunks = message.protocolVersion().isKeepAliveDefault(); // since 1.1, both
    deadline.cancel(false);
    Throwable wrong = message.decoderResult().cause();
    if (wrong != null) {
      refuse(context, refusal(wrong));
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
    if (reply instanceof Reply.Content content) {
      write(context, content);
    } else if (reply instanceof Reply.Events events) {
      onTheLoopOfStreams(context, () -> open(context, events, request.method().equals("HEAD")));
    }
  }

  private static void write(ChannelHandlerContext context, Reply.Content content) {
    send(context, content).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * Answers a client that has more to say. If the connection were closed at once, the system would
   * reset it, and the answer might be lost; so the client has a moment to read it.
   */
  static void refuse(ChannelHandlerContext context, Reply.Content content) {
    send(context, content)
        .addListener(
            sent -> {
              if (context.channel() instanceof SocketChannel socket) {
                socket.shutdownOutput();
              }
              context
                  .executor()
                  .schedule(() -> context.close(), LAST_MILLIS, TimeUnit.MILLISECONDS);
            });
  }

  private static ChannelFuture send(ChannelHandlerContext context, Reply.Content content) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(content.status()),
            Unpooled.wrappedBuffer(content.bytes()));
    head(response, content.type());
    content.headers().forEach(response.headers()::set);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    return context.writeAndFlush(response);
  }

  /** Lets the connection live where streams live from now on. */
  private void onTheLoopOfStreams(ChannelHandlerContext context, Runnable task) {
    if (settings.streams().isEmpty()) {
      task.run();
      return;
    }
    Channel channel = context.channel();
    EventLoop loop = settings.streams().get();
    channel
        .deregister()
        .addListener(
            left -> loop.register(channel).addListener(moved -> runOrClose(channel, moved, task)));
  }

  private static void runOrClose(Channel channel, Future<?> moved, Runnable task) {
    if (moved.isSuccess()) {
      task.run();
    } else {
      channel.close();
    }
  }

  private void open(ChannelHandlerContext context, Reply.Events events, boolean onlyHead) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head(response, events.type());
    boolean chunked = events.ends() && knowsChunks;
    HttpUtil.setTransferEncodingChunked(response, chunked);
    context.writeAndFlush(response);
    if (onlyHead) {
      context.close();
      return;
    }
    Stream opened = new Stream(context, chunked);
    stream = opened;
    events.opened().accept(opened);
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

  private static final class Stream implements EventStream {
    private final ChannelHandlerContext context;
    private final boolean chunked;
    private volatile Runnable changed = () -> {};

    Stream(ChannelHandlerContext context, boolean chunked) {
      this.context = context;
      this.chunked = chunked;
    }

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
        context.writeAndFlush(content(lines));
      }
    }

    @Override
    public void add(String lines) {
      if (isOpen()) {
        context.write(content(lines));
      }
    }

    private static HttpContent content(String lines) {
      return new DefaultHttpContent(Unpooled.wrappedBuffer(lines.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void flush() {
      context.flush();
    }

    @Override
    public void onChange(Runnable task) {
      changed = task;
    }

    @Override
    public void end() {
      context
          .writeAndFlush(chunked ? LastHttpContent.EMPTY_LAST_CONTENT : Unpooled.EMPTY_BUFFER)
          .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
