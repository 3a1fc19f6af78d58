package org.downloadtoken.testing.helm;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the fields of a manifest that its typed model does not know. The decoder accepts them: it puts them into the
 * "additional properties" of the object in which they stand.
 */
public final class UnknownFields {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String MODELS = "io.fabric8.";
    private static final Map<Class<?>, BeanDescription> BEANS = new ConcurrentHashMap<>();

    private final List<String> paths = new ArrayList<>();

    private UnknownFields() {}

    /** The paths of the unknown fields, at any depth. */
    public static List<String> of(HasMetadata model) {
        UnknownFields fields = new UnknownFields();
        fields.visit(model, model.getKind());
        return fields.paths;
    }

    private void visit(Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> visit(member, path + "." + name));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> visit(item, path + "[]"));
        } else if (value != null && isModel(value.getClass())) {
            visitModel(value, path);
        }
    }

    private void visitModel(Object model, String path) {
        BeanDescription bean = BEANS.computeIfAbsent(
                model.getClass(), type -> MAPPER.getSerializationConfig().introspect(MAPPER.constructType(type)));
        AnnotatedMember unknown = bean.findAnyGetter();
        if (unknown != null && unknown.getValue(model) instanceof Map<?, ?> fields) {
            fields.keySet().forEach(name -> paths.add(path + "." + name));
        }
        for (BeanPropertyDefinition property : bean.findProperties()) {
            if (property.couldSerialize()) {
                visit(property.getAccessor().getValue(model), path + "." + property.getName());
            }
        }
    }

    private static boolean isModel(Class<?> type) {
        return type.getName().startsWith(MODELS) && !type.isEnum();
    }
}
