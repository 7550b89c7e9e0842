package io.portline.carrier.losingcarrier.web;

import io.portline.carrier.losingcarrier.Carriers;
import io.portline.carrier.losingcarrier.MagicAccountNumber.Spell;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.stream.Stream;

@RestController
@RequestMapping("/api/v1/carriers")
@Tag(name = "Carriers", description = "The losing carriers")
public class CarriersController {

    private final CarriersResponse response;

    public CarriersController(Carriers carriers) {
        this.response = new CarriersResponse(
                carriers.all().stream().map(CarrierResponse::of).toList(),
                Stream.of(Spell.values()).map(MagicAccountNumberResponse::of).toList());
    }

    @GetMapping
    @Operation(
            operationId = "listCarriers",
            summary = "Lists the losing carriers and the account numbers that force an outcome",
            description =
                    "For every signed-in caller. A carrier that is simulated does what a magic account number says; several are"
                            + " joined by +, such as FOC-PT12H+MOVE-FOC-P2D.")
    public CarriersResponse list() {
        return response;
    }

    /** @param magicAccountNumbers what is written into an order's account number to force what a simulated carrier does */
    public record CarriersResponse(List<CarrierResponse> items, List<MagicAccountNumberResponse> magicAccountNumbers) {}
}
