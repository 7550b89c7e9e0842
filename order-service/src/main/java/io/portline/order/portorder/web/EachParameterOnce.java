package io.portline.order.portorder.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where several handlers are one operation of the document, the parameters that they share would stand there once for each. */
@Component
class EachParameterOnce implements OpenApiCustomizer {

    @Override
    public void customise(OpenAPI document) {
        document.getPaths().values().forEach(path -> path.readOperations().forEach(EachParameterOnce::once));
    }

    private static void once(Operation operation) {
        if (operation.getParameters() != null) {
            Map<String, Parameter> byName = new LinkedHashMap<>();
            operation
                    .getParameters()
                    .forEach(parameter -> byName.putIfAbsent(parameter.getIn() + " " + parameter.getName(), parameter));
            operation.setParameters(byName.values().stream().toList());
        }
    }
}
