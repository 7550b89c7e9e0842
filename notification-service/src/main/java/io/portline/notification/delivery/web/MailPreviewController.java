package io.portline.notification.delivery.web;

import io.portline.notification.delivery.MailContent;
import io.portline.notification.delivery.MailWriter;
import io.portline.notification.delivery.NotificationKind;
import io.portline.notification.delivery.SampleNotifications;
import io.portline.notification.delivery.mail.MailRenderer;
import io.portline.numbering.Language;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** All mails in all languages on one page, for those who write and translate them. */
@RestController
@Tag(name = "Mail previews", description = "What mails look like")
class MailPreviewController {
    private final MailWriter writer;
    private final MailRenderer renderer;

    MailPreviewController(MailWriter writer, MailRenderer renderer) {
        this.writer = writer;
        this.renderer = renderer;
    }

    /** The page; for operators. */
    @Operation(operationId = "previewMail", summary = "A mail as its reader sees it")
    @GetMapping(path = "/api/v1/mail-previews", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    String show(Caller caller) {
        caller.require(Role.OPERATOR);
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Mails</title></head><body><h1>Mails</h1>
                """);
        for (NotificationKind kind : NotificationKind.values()) {
            page.append("<h2>").append(kind.key()).append("</h2>\n");
            for (Language language : Language.values()) {
                MailContent mail = writer.write(SampleNotifications.of(kind), language);
                page.append(
                        "<h3 lang=\"%s\">%s</h3>%n<iframe title=\"%s %s\" sandbox srcdoc=\"%s\" width=\"640\" height=\"560\"></iframe>%n<pre lang=\"%s\">%s</pre>%n"
                                .formatted(
                                        language.tag(),
                                        HtmlUtils.htmlEscape(mail.subject()),
                                        kind.key(),
                                        language.tag(),
                                        HtmlUtils.htmlEscape(renderer.html(mail)),
                                        language.tag(),
                                        HtmlUtils.htmlEscape(renderer.text(mail))));
            }
        }
        return page.append("</body></html>").toString();
    }
}
