package io.portline.carrier.losingcarrier.web;

import io.portline.carrier.losingcarrier.SubscriberEntry;
import io.portline.carrier.losingcarrier.SubscriberLoading;
import io.portline.carrier.losingcarrier.SubscriberLoading.Fault;
import io.portline.carrier.losingcarrier.catalogue.SubscriberFile;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

@RestController
@RequestMapping("/api/v1/subscribers")
@Tag(name = "Simulator")
public class SubscribersController {

    private static final DataSize LARGEST_FILE = DataSize.ofMegabytes(1);

    private final SubscriberLoading loading;

    public SubscribersController(SubscriberLoading loading) {
        this.loading = loading;
    }

    @PutMapping
    @Operation(
            operationId = "loadSubscribers",
            summary = "Loads what simulated carriers know about numbers, all or none",
            description =
                    "At most 1,000 records a call, each in place of what was known about its number. A request for such a number is"
                            + " checked field by field, and every mismatch is a reason of the rejection; a field that is left out is not checked.")
    public LoadedResponse load(@RequestBody List<@Nullable SubscriberRequest> subscribers, Caller caller) {
        caller.require(Role.OPERATOR);
        List<@Nullable SubscriberEntry> entries = new ArrayList<>();
        for (SubscriberRequest subscriber : subscribers) {
            entries.add(subscriber == null ? null : subscriber.entry());
        }
        refuse(loading.load(entries).stream()
                .map(fault -> new FieldProblem(pointer(fault), fault.code(), fault.text()))
                .toList());
        return new LoadedResponse(entries.size());
    }

    @PostMapping(path = "/file", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            operationId = "loadSubscriberFile",
            summary = "Loads a file of what simulated carriers know about numbers, all or none",
            description =
                    "CSV (UTF-8, the fields of a subscriber as header) or a JSON array of subscribers; at most 1,000 records and 1 MB. Every"
                            + " fault is reported at once, with its line.")
    public LoadedResponse loadFile(@RequestPart("file") MultipartFile file, Caller caller) {
        caller.require(Role.OPERATOR);
        if (file.getSize() > LARGEST_FILE.toBytes()) {
            throw ProblemException.of(ProblemType.TOO_LARGE).with("maximumBytes", LARGEST_FILE.toBytes());
        }
        SubscriberFile read = SubscriberFile.read(bytes(file));
        List<Fault> faults = read.faults().isEmpty() ? loading.load(read.entries()) : read.faults();
        refuse(faults.stream()
                .map(fault -> new FieldProblem(pointer(fault), fault.code(), read.place(fault) + ": " + fault.text()))
                .toList());
        return new LoadedResponse(read.entries().size());
    }

    private static byte[] bytes(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String pointer(Fault fault) {
        if (fault.index() < 0) {
            return "";
        }
        return "/" + fault.index() + (fault.field().isEmpty() ? "" : "/" + fault.field());
    }

    private static void refuse(List<FieldProblem> faults) {
        if (!faults.isEmpty()) {
            throw ProblemException.of(ProblemType.VALIDATION).errors(faults);
        }
    }

    @Schema(name = "LoadedSubscribers")
    public record LoadedResponse(int loaded) {}

    @Schema(name = "Subscriber", description = "What a simulated carrier knows about one number")
    public record SubscriberRequest(
            @Schema(description = "E.164", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String number,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String carrierId,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String accountNumber,

            @Schema(description = "Kept as a salted slow hash only", accessMode = Schema.AccessMode.WRITE_ONLY)
            @Nullable
            String passcode,

            @Nullable String organisation,
            @Nullable String authorisedPerson,
            @Nullable String kana,
            @Nullable String postalCode,
            @Schema(description = "E.164") @Nullable String billingTelephoneNumber,

            @Schema(description = "The holder has protected the account against ports", defaultValue = "false")
            @Nullable
            Boolean frozen,

            @Schema(description = "The number is in service", defaultValue = "true") @Nullable
            Boolean active) {

        private SubscriberEntry entry() {
            return new SubscriberEntry(
                    number,
                    carrierId,
                    accountNumber,
                    passcode,
                    organisation,
                    authorisedPerson,
                    kana,
                    postalCode,
                    billingTelephoneNumber,
                    frozen,
                    active);
        }

        /** Names no secret and no holder. */
        @Override
        public String toString() {
            return "SubscriberRequest[" + number + " at " + carrierId + "]";
        }
    }
}
