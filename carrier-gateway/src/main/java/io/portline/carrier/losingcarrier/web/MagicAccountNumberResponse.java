package io.portline.carrier.losingcarrier.web;

import io.portline.carrier.losingcarrier.MagicAccountNumber.Spell;
import io.swagger.v3.oas.annotations.media.Schema;

import java.util.Map;

@Schema(name = "MagicAccountNumber", description = "An account number that forces what a simulated carrier does")
public record MagicAccountNumberResponse(
        @Schema(description = "How it is written", example = "FOC-<ISO duration>")
        String form,

        @Schema(description = "One that can be used as it is", example = "FOC-PT30H")
        String example,

        @Schema(description = "What the carrier does, in English")
        String effect,

        @Schema(description = "The same by language tag: en, fr, ja")
        Map<String, String> effects) {

    static MagicAccountNumberResponse of(Spell spell) {
        return new MagicAccountNumberResponse(spell.form(), spell.example(), spell.effect(), spell.effects());
    }
}
