package io.portline.carrier.losingcarrier.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.portline.carrier.carrierorder.Answer;
import io.portline.carrier.carrierorder.CarrierOrder;
import io.portline.carrier.carrierorder.CarrierOrder.Status;
import io.portline.carrier.carrierorder.CarrierReply;
import io.portline.carrier.carrierorder.CarrierRequest.Kind;
import io.portline.carrier.carrierorder.Inquiry;
import io.portline.carrier.carrierorder.LosingCarrier;
import io.portline.carrier.losingcarrier.Adapter;
import io.portline.carrier.losingcarrier.Carrier;
import io.portline.carrier.losingcarrier.PasscodeOpener;
import io.portline.carrier.losingcarrier.client.CarrierProtocol.Said;
import io.portline.messaging.time.BusinessTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A losing carrier that is asked over HTTP. One that is away delays its answers and loses none: the question is kept by the gateway, and put again,
 * the same by its id, until there is an answer.
 */
public final class HttpCarrier implements LosingCarrier {

    private static final Logger LOG = LoggerFactory.getLogger(HttpCarrier.class);

    /** Real time: however fast business time runs, nobody is asked more often than that. */
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);

    /** What needs people, such as a wrong token, is not mended within a minute. */
    private static final int WAITS_FOR_PEOPLE = 5;

    private final String carrierId;
    private final CarrierConnection connection;
    private final CarrierProtocol protocol;
    private final HttpCarrierSettings settings;
    private final BusinessTime businessTime;
    private final Clock realClock;
    private final RandomGenerator chance;

    /** @param http the client made by {@link #client}; shared by all carriers */
    public HttpCarrier(
            Carrier carrier,
            Adapter.Http adapter,
            HttpCarrierSettings settings,
            HttpClient http,
            PasscodeOpener passcodes,
            BusinessTime businessTime,
            Clock realClock,
            RandomGenerator chance,
            MeterRegistry meters) {
        this.carrierId = carrier.id();
        this.connection = new CarrierConnection(carrier.id(), adapter.address(), settings, http, realClock, meters);
        this.protocol = new CarrierProtocol(carrier, passcodes);
        this.settings = settings;
        this.businessTime = businessTime;
        this.realClock = realClock;
        this.chance = chance;
    }

    /** The HTTP client for carriers. */
    public static HttpClient client(HttpCarrierSettings settings) {
        return CarrierConnection.client(settings);
    }

    @Override
    public Optional<Instant> firstAskAt(Inquiry inquiry) {
        return Optional.of(inquiry.receivedAt());
    }

    @Override
    public Answer ask(Inquiry inquiry) {
        if (isMoot(inquiry)) {
            return new Answer.Nothing();
        }
        Said said;
        try {
            said = connection.ask(
                    inquiry.request().id(), protocol.question(inquiry), bytes -> protocol.read(inquiry, bytes));
        } catch (CarrierAway away) {
            return later(inquiry, away);
        }
        CarrierReply reply = said.reply();
        if (reply == null) {
            return said.more() ? new Answer.NotYet(askAgainAt(inquiry, said)) : new Answer.Nothing();
        }
        boolean speaksOn = reply instanceof CarrierReply.Accepted || reply instanceof CarrierReply.FocMoved;
        return new Answer.Says(reply, speaksOn && said.more() ? askAgainAt(inquiry, said) : null);
    }

    /** A port that was cancelled, superseded or withdrawn, or is done, has nothing more to say. */
    private static boolean isMoot(Inquiry inquiry) {
        CarrierOrder order = inquiry.order();
        if (inquiry.request().kind() != Kind.PORT) {
            return false;
        }
        return order == null || order.status() != (inquiry.answered() == 0 ? Status.RECEIVED : Status.APPROVED);
    }

    private Instant askAgainAt(Inquiry inquiry, Said said) {
        if (said.askAgainAfter().isZero() && said.reply() != null) {
            return inquiry.now();
        }
        Instant asked = inquiry.now().plus(said.askAgainAfter());
        Instant earliest = businessTime.toBusiness(realClock.instant().plus(SHORTEST_POLL));
        return asked.isAfter(earliest) ? asked : earliest;
    }

    private Answer later(Inquiry inquiry, CarrierAway away) {
        Duration wait = waitAfter(inquiry, away);
        LOG.atWarn()
                .addArgument(carrierId)
                .addArgument(inquiry.request().kind())
                .addArgument(inquiry.request().orderNumber())
                .addArgument(away::getMessage)
                .addArgument(wait)
                .log("Carrier {} gave no answer to {} of {}: {}; asked again in {}");
        return new Answer.NotYet(businessTime.toBusiness(realClock.instant().plus(wait)));
    }

    /** Real time: half as long as the request is old already, half of that by chance, so that questions do not come all at once. */
    private Duration waitAfter(Inquiry inquiry, CarrierAway away) {
        Duration age = Duration.between(businessTime.toReal(inquiry.receivedAt()), realClock.instant());
        Duration least = switch (away.kind()) {
            case BRIEF, BUSY, NOT_ASKED -> settings.shortestDelay();
            case REFUSES, NO_ACCESS -> settings.shortestDelay().multipliedBy(WAITS_FOR_PEOPLE);
        };
        Duration wait = age.dividedBy(2);
        if (wait.compareTo(least) < 0) {
            wait = least;
        }
        if (wait.compareTo(settings.longestDelay()) > 0) {
            wait = settings.longestDelay();
        }
        Duration jittered = Duration.ofMillis(Math.round(wait.toMillis() * (0.5 + chance.nextDouble() / 2)));
        Duration asked = away.waitFor();
        if (asked == null) {
            return jittered;
        }
        // Never before the carrier wants to hear of us again, and not all in the same moment.
        Duration asSaid = asked.plusMillis(Math.round(asked.toMillis() * 0.2 * chance.nextDouble()));
        return asSaid.compareTo(jittered) > 0 ? asSaid : jittered;
    }
}
