package io.portline.cases.tnscase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReplyTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Mon, Nov 23, 2026 at 10:00 AM Portline <portline@localhost> wrote:\n> Which?",
                "On Mon, Nov 23, 2026 at 10:00 AM Portline\n<portline@localhost> wrote:\n> Which?",
                "Le lun. 23 nov. 2026 à 10:00, Portline <portline@localhost> a écrit :\n> Which?",
                "2026年11月23日(月) 10:00 Portline <portline@localhost>:\n> Which?",
                "-----Original Message-----\nFrom: Portline\nSent: Monday",
                "-----Message d’origine-----\nDe : Portline",
                "________________________________\nVon: Portline",
                "From: Portline <portline@localhost>\nSent: Monday, 23 November 2026 10:00\nTo: Ada",
                "De : Portline\nEnvoyé : lundi 23 novembre",
                "差出人: Portline\n送信日時: 2026年11月23日",
                "-- \nAda Moreno\nContoso"
            })
    void cutsWhatIsQuotedAndTheSignature(String history) {
        assertThat(ReplyText.of("Hexatel.\r\n\r\nAs before.\r\n\r\n" + history)).isEqualTo("Hexatel.\n\nAs before.");
    }

    @Test
    void keepsAnswersBetweenTheQuotes() {
        assertThat(ReplyText.of("> Which carrier?\nHexatel.\n> Since when?\n2019."))
                .isEqualTo("Hexatel.\n2019.");
    }

    @Test
    void keepsWhatOnlyLooksLikeHistory() {
        assertThat(ReplyText.of("On Monday we ported ten numbers.\nFrom: Paris\nand on it went."))
                .isEqualTo("On Monday we ported ten numbers.\nFrom: Paris\nand on it went.");
    }

    @Test
    void nothingNewIsNothing() {
        assertThat(ReplyText.of("> Which carrier?\n> Please say.\n")).isEmpty();
    }
}
