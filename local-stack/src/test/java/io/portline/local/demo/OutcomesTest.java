package io.portline.local.demo;

import io.portline.numbering.RejectionCode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomesTest {

    private final List<String> accountNumbers =
            Outcome.all().stream().map(Outcome::accountNumber).toList();

    @Test
    void walksEveryCodeOfARejection() {
        assertThat(accountNumbers)
                .containsAll(Stream.of(RejectionCode.values())
                        .map(code -> "REJECT-" + code)
                        .toList());
    }

    @Test
    void walksEveryMagicAccountNumberOfTheDocumentation() throws IOException {
        String page = Files.readString(Path.of("../docs/carriers.md"));
        String table = page.substring(page.indexOf("### Magic account numbers"), page.indexOf("Several are joined by"));
        List<String> documented = Pattern.compile("(?m)^\\| `([A-Z-]+?)(?:-<[^`]*)?` \\|")
                .matcher(table)
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(documented).hasSizeGreaterThanOrEqualTo(10);
        assertThat(documented)
                .allSatisfy(magic -> assertThat(accountNumbers)
                        .anyMatch(accountNumber -> Arrays.stream(accountNumber.split("\\+"))
                                .anyMatch(part -> part.equals(magic) || part.startsWith(magic + "-"))));
    }

    @Test
    void fitsIntoTheFieldOfAnOrder() {
        assertThat(accountNumbers)
                .doesNotHaveDuplicates()
                .allSatisfy(accountNumber -> assertThat(accountNumber).hasSizeLessThanOrEqualTo(60));
    }
}
