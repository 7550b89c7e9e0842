package io.portline.notification.delivery.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.time.Duration;

/**
 * How mails go out.
 *
 * @param from the sender's address
 * @param messageIdDomain the right-hand side of Message-IDs (RFC 5322, 3.6.4)
 * @param linkBase where the links in mails lead: the dashboard
 * @param unsubscribeBase where this service is reached from outside, for unsubscribing; https outside the local stack (RFC 8058)
 * @param connections how many mails this process sends at once, each over a connection that it keeps
 * @param domainRate how many mails a second this process sends to one domain; 0 for no limit
 * @param domainBurst how many may go to one domain at once after a pause
 * @param firstPause how long to leave a mail server alone that does not answer; doubled each time
 * @param longestPause of these pauses
 */
@ConfigurationProperties("portline.mail")
public record MailSettings(
        String from,
        String messageIdDomain,
        URI linkBase,
        URI unsubscribeBase,
        @DefaultValue("4") int connections,
        @DefaultValue("20") int domainRate,
        @DefaultValue("200") int domainBurst,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("1m") Duration longestPause) {}
