// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers its own requests for five seconds, and keeps the direct buffer of every request that failed.
 *
 * <p>All buffers come from one line, in {@link #encode}, which is innocent: the garbage collector frees what
 * {@link #serve} drops, and cannot free what {@link #refuse} keeps.
 */
public final class LeakingServer {
    private static final int REQUESTS = 400;
    private static final int EVERY_FAILING = 10;
    private static final int MILLIS_BETWEEN = 10;
    private static final int BUFFER_BYTES = 100_003; // prime: a multiple of it in a report comes from here

    private static final List<ByteBuffer> FAILED = new ArrayList<>(); // "for later analysis", which nobody wrote

    private LeakingServer() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or each answer waits 40 ms for an acknowledgement
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", LeakingServer::answer);
        server.start();
        int failures = request(server.getAddress());
        server.stop(0);
        System.out.println("served " + REQUESTS + " requests, " + failures + " of them failed");
    }

    private static int request(InetSocketAddress server) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        String host = "http://" + server.getAddress().getHostAddress() + ":" + server.getPort();
        int failures = 0;
        for (int i = 1; i <= REQUESTS; i++) {
            URI uri = URI.create(host + (i % EVERY_FAILING == 0 ? "/missing" : "/hello"));
            int status = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
            failures += status == 200 ? 0 : 1;
            Thread.sleep(MILLIS_BETWEEN);
        }
        return failures;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/hello")) {
            serve(exchange);
        } else {
            refuse(exchange);
        }
    }

    private static void serve(HttpExchange exchange) throws IOException {
        reply(exchange, 200, encode("hello"));
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        ByteBuffer page = encode("no such page");
        FAILED.add(page); // the leak
        reply(exchange, 404, page);
    }

    private static ByteBuffer encode(String text) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        return buffer.put(text.getBytes(StandardCharsets.US_ASCII)).flip();
    }

    private static void reply(HttpExchange exchange, int status, ByteBuffer page) throws IOException {
        byte[] body = new byte[page.remaining()];
        page.get(body);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
