package io.portline.cases.tnscase.mail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HtmlTextTest {

    @Test
    void keepsTheWordsAndTheirLinesAndNothingElse() {
        assertThat(HtmlText.of("""
                <!DOCTYPE html><html><head><title>Re: your case</title><style>p { color: red }</style></head>
                <body><!-- not said --><p>Caf&eacute; &amp; co.</p><SCRIPT>alert(1)</SCRIPT><div>Thank&nbsp;you<br/>Ada</div></body></html>
                """)).isEqualTo("Café & co.\nThank you\nAda");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Yes.</p><blockquote>Do you agree?</blockquote><p>after it</p>",
                "<p>Yes.</p><div dir=\"ltr\" class=\"gmail_quote\">On Monday … wrote:</div>",
                "<p>Yes.</p><div id=\"divRplyFwdMsg\"><hr>From: the desk"
            })
    void endsWhereAnEarlierMailIsQuoted(String html) {
        assertThat(HtmlText.of(html)).isEqualTo("Yes.");
    }

    @Test
    void keepsWhatFollowsAnElementThatNeverEnds() {
        assertThat(HtmlText.of("<head><body><p>No end tag is needed there.</p>"))
                .isEqualTo("No end tag is needed there.");
        assertThat(HtmlText.of("1 < 2 <!-- and <b>more</b>")).isEqualTo("1 < 2 and more");
    }

    /** The limit is no measure: with a pattern that looks to the end from every place, these take minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"<", "<!--", "<style>", "<head ", "<div ", "<div gmail", "</p ", "<br ", "&#x", "<!doctype "})
    @Timeout(60)
    void readsAHostileMailToo(String part) {
        assertThat(HtmlText.of(part.repeat(262_144 / part.length()) + "<p>The end"))
                .endsWith("The end");
    }
}
