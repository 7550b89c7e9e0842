package io.portline.cases.tnscase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTest {

    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d}");

    @ParameterizedTest
    @ValueSource(strings = {"_fr", "_ja"})
    void everyLanguageHasEveryTextWithTheSameArguments(String language) throws IOException {
        Properties english = texts("");
        Properties other = texts(language);

        assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(arguments(other.getProperty(key))).as(key).isEqualTo(arguments(english.getProperty(key)));
            // An apostrophe would be eaten where a text has arguments.
            assertThat(other.getProperty(key)).as(key).isNotBlank().doesNotContain("'");
        }
    }

    @Test
    void everyCodeHasItsText() throws Exception {
        Set<String> keys = new TreeSet<>();
        add(keys, "status.", CaseStatus.values());
        add(keys, "category.", CaseCategory.values());
        add(keys, "type.", CaseType.values());
        add(keys, "cancel.", CancelReason.values());
        add(keys, "resolution.", ResolutionCode.values());
        add(keys, "activity.", TimelineEntry.Activity.values());
        for (CaseType type : CaseType.values()) {
            for (CaseField field : type.fields()) {
                keys.add("field-label." + field.name());
                field.choices().forEach(choice -> keys.add("choice." + field.name() + "." + choice));
            }
        }
        for (Field constant : CaseFault.class.getDeclaredFields()) {
            if (Modifier.isStatic(constant.getModifiers()) && constant.getType() == String.class) {
                keys.add("field." + constant.get(null));
            }
        }
        keys.add("csv.line");
        add(keys, "trouble-title.", OrderTrouble.Kind.values());
        add(keys, "trouble.", OrderTrouble.Kind.values());
        keys.addAll(Set.of("problem.document-refused", "problem.document-quarantined", "problem.mail-refused"));
        keys.addAll(Set.of(
                "said.still-assigned",
                "said.numbers-free",
                "said.numbers-free-but",
                "said.and-more",
                "said.documents-only",
                "said.goes-on-in",
                "said.not-taken"));

        assertThat(new TreeSet<>(texts("").stringPropertyNames())).isEqualTo(keys);
    }

    private static void add(Set<String> keys, String prefix, Enum<?>[] codes) {
        Arrays.stream(codes).forEach(code -> keys.add(prefix + code.name()));
    }

    private static Set<String> arguments(String text) {
        return ARGUMENT.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Properties texts(String language) throws IOException {
        Properties properties = new Properties();
        try (InputStream in =
                TextsTest.class.getResourceAsStream("/messages/case-service/texts" + language + ".properties")) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
