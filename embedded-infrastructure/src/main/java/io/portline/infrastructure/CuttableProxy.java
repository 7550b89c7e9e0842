package io.portline.infrastructure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP proxy on the loopback address that can be cut (connections are reset, new ones refused), frozen (connections stay open and carry
 * nothing) and restored. Put before a server to see what its clients do when the network fails.
 */
public final class CuttableProxy implements AutoCloseable {
    private final int port;
    private final int targetPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition thawed = lock.newCondition();
    private boolean frozen;
    private @Nullable ServerSocket server;

    private CuttableProxy(int port, int targetPort) {
        this.port = port;
        this.targetPort = targetPort;
    }

    /** Listens on a free port. */
    public static CuttableProxy to(int targetPort) {
        return start(FreePort.find(), targetPort);
    }

    /** Listens on the given port. */
    public static CuttableProxy start(int port, int targetPort) {
        CuttableProxy proxy = new CuttableProxy(port, targetPort);
        proxy.restore();
        return proxy;
    }

    public int port() {
        return port;
    }

    /** Resets every connection and refuses new ones until {@link #restore()}. */
    public void cut() {
        lock.lock();
        try {
            ServerSocket listening = server;
            server = null;
            if (listening != null) {
                close(listening);
            }
            cutConnections();
        } finally {
            lock.unlock();
        }
    }

    /** Resets every connection once; new ones are served. */
    public void cutConnections() {
        sockets.forEach(CuttableProxy::reset);
        sockets.clear();
    }

    /** Nothing passes until {@link #restore()}; connections stay open and new ones are accepted. */
    public void freeze() {
        lock.lock();
        try {
            frozen = true;
        } finally {
            lock.unlock();
        }
    }

    /** Undoes {@link #cut()} and {@link #freeze()}; what was held back by a freeze is delivered now. */
    public void restore() {
        lock.lock();
        try {
            frozen = false;
            thawed.signalAll();
            if (server == null) {
                ServerSocket listening = new ServerSocket();
                listening.setReuseAddress(true);
                listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                server = listening;
                Thread.ofVirtual().name("proxy-" + port).start(() -> accept(listening));
            }
        } catch (IOException e) {
            throw new InfrastructureException("Cannot listen on port " + port, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        cut();
        lock.lock();
        try {
            frozen = false;
            thawed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> connect(listening, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(ServerSocket listening, Socket client) {
        sockets.add(client);
        try {
            Socket target = new Socket(InetAddress.getLoopbackAddress(), targetPort);
            sockets.add(target);
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            if (listening.isClosed()) {
                // Cut while this connection was being made.
                end(client, target);
                return;
            }
            AtomicInteger openDirections = new AtomicInteger(2);
            Thread.ofVirtual().start(() -> copy(client, target, openDirections));
            copy(target, client, openDirections);
        } catch (IOException unreachable) {
            sockets.remove(client);
            reset(client);
        }
    }

    private void copy(Socket from, Socket to, AtomicInteger openDirections) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitThaw();
                out.write(buffer, 0, read);
                out.flush();
            }
            awaitThaw();
            to.shutdownOutput();
            if (openDirections.decrementAndGet() == 0) {
                forget(from, to);
                close(from);
                close(to);
            }
        } catch (IOException broken) {
            end(from, to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(from, to);
        }
    }

    private void forget(Socket one, Socket other) {
        sockets.remove(one);
        sockets.remove(other);
    }

    private void awaitThaw() throws InterruptedException {
        lock.lock();
        try {
            while (frozen) {
                thawed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Socket one, Socket other) {
        forget(one, other);
        reset(one);
        reset(other);
    }

    private static void reset(Socket socket) {
        try {
            // RST and not FIN: the other side learns at once that the connection broke.
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            // Nothing left to reset.
        }
        close(socket);
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new InfrastructureException("Cannot close a socket", e);
        }
    }
}
