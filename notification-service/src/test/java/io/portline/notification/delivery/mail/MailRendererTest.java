package io.portline.notification.delivery.mail;

import io.portline.notification.delivery.Facts;
import io.portline.notification.delivery.MailContent;
import io.portline.notification.delivery.MailWriter;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.NotificationKind;
import io.portline.notification.delivery.SampleNotifications;
import io.portline.numbering.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class MailRendererTest {
    private final MailWriter writer = new MailWriter(URI.create("http://localhost:8080"));
    private final MailRenderer renderer = new MailRenderer();

    @ParameterizedTest
    @EnumSource(NotificationKind.class)
    void saysTheSameAsTextAndAsHtml(NotificationKind kind) {
        MailContent mail = writer.write(SampleNotifications.of(kind), Language.FR);
        String text = renderer.text(mail);
        String html = renderer.html(mail);

        assertThat(text)
                .startsWith(mail.headline() + "\n\n" + mail.text() + "\n\n")
                .contains("\n\n" + mail.linkLabel() + ": " + mail.link() + "\n\n-- \n" + mail.footer() + "\n")
                .doesNotContain("\n\n\n");
        assertThat(mail.facts())
                .allSatisfy(fact -> assertThat(text).contains("\n" + fact.label() + ": " + fact.value() + "\n"));
        assertThat(html)
                .contains("lang=\"fr\"", mail.link(), mail.footer(), mail.linkLabel())
                .doesNotContain("{{", "}}");
        assertThat(mail.reasons()).allSatisfy(reason -> {
            assertThat(text).contains(reason);
            assertThat(html).contains(reason);
        });
    }

    @Test
    void showsWordsOfOthersAsWordsAndNeverAsMarkup() {
        Notification answered = SampleNotifications.of(NotificationKind.CASE_ANSWERED);
        Notification hostile = new Notification(
                answered.causeEventId(),
                answered.subject(),
                answered.kind(),
                new Facts.OfCase(
                        "<b>title</b>", "NEW", "<script>alert(1)</script>\n{{headline}}", null, List.of(), null),
                answered.occurredAt());
        MailContent mail = writer.write(hostile, Language.EN);

        assertThat(renderer.html(mail)).doesNotContain("<script", "<b>").contains("&lt;script&gt;");
        assertThat(renderer.text(mail)).contains("> <script>alert(1)</script>\n> {{headline}}");
    }
}
