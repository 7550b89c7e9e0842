package io.portline.notification.delivery.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.net.URI;

/**
 * How mails go out.
 *
 * @param from the sender's address
 * @param messageIdDomain the right-hand side of Message-IDs (RFC 5322, 3.6.4)
 * @param linkBase where the links in mails lead: the dashboard
 */
@ConfigurationProperties("portline.mail")
public record MailSettings(String from, String messageIdDomain, URI linkBase) {}
