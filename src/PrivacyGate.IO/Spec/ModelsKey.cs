namespace PrivacyGate.IO.Spec;

/// <summary>The key <c>models</c>: a list of objects, each read into a model.</summary>
internal sealed record ModelsKey(string Name, string Meaning) : SpecKey<GateSpec>(Name, Meaning)
{
    public override string Type => "list";

    public override bool IsList => true;

    public override IReadOnlyList<SpecKey> Keys => SpecTable.Model;

    public override GateSpec Read(GateSpec spec, SpecScope? scope, SourceLocation silence)
    {
        var value = scope!.Required(Name, "list the models to gate");
        if (value is not LocatedArray { Items: var items })
        {
            _ = value is null ? null : scope.Wrong<object>(Name, value, "a list");
            return spec;
        }

        if (items.Count == 0)
        {
            scope.Errors.Add(DiagnosticIds.OutOfRange, value, "models is empty, so there is nothing to gate; add a model, or run privacygate init");
        }

        var models = new List<ModelSpec>();
        for (var i = 0; i < items.Count; i++)
        {
            if (ReadItem(scope, $"{Name}[{i}]", items[i]) is { } model)
            {
                ReportSameName(model, models, scope.Errors);
                models.Add(model);
            }
        }

        return spec with { Models = models };
    }

    public override IEnumerable<ExplainedValue> Explain(GateSpec spec) => SpecExplanation.Of(spec);

    /// <summary>The model, or null when its errors leave no model.</summary>
    private static ModelSpec? ReadItem(SpecScope list, string key, LocatedNode item)
    {
        list.Errors.Origin = OriginOf(item);
        try
        {
            return list.Object(key, item, [.. SpecTable.Model.Select(static known => known.Name)]) is { } scope ? Read(scope) : null;
        }
        finally
        {
            list.Errors.Origin = null;
        }
    }

    private static ModelSpec? Read(SpecScope scope)
    {
        var silent = SpecTable.Origin.Read(new ModelSpec(scope.Path), scope, scope.Location);
        var before = scope.Errors.Found.Count;
        var model = SpecTable.Model.Where(static key => key.Name != SpecTable.Origin.Name).Read(silent, scope, scope.Location);
        SpecRules.OfModel(scope, model);
        if (scope.Errors.Found.Count > before)
        {
            return null;
        }

        SpecRules.OfSources(scope, model);
        return model with { Name = model.Name ?? new SpecValue<string>(Path.GetFileNameWithoutExtension(model.Model.Path), model.Location, IsDefault: true) };
    }

    /// <summary>The project file's item that a build made the entry from, as far as it can be read; what is wrong with it is reported with the other keys.</summary>
    private static SourceLocation? OriginOf(LocatedNode item)
    {
        var origin = (item as LocatedObject)?.Members.FirstOrDefault(static member => member.Name == SpecTable.Origin.Name)?.Value;
        if (origin is not LocatedObject node)
        {
            return null;
        }

        var scope = new SpecScope(node, SpecTable.Origin.Name, [], string.Empty, new SpecErrors(string.Empty));
        var place = SpecTable.Origin.Inner.Read(new SourceLocation(string.Empty), scope, scope.Location);
        return place.Path.Length > 0 ? place : null;
    }

    private static void ReportSameName(ModelSpec model, List<ModelSpec> earlier, SpecErrors errors)
    {
        // Reports are told apart by name, on file systems that ignore case too.
        if (earlier.FirstOrDefault(other => other.Name.Value.Equals(model.Name.Value, StringComparison.OrdinalIgnoreCase)) is { } twin)
        {
            errors.Add(DiagnosticIds.DuplicateModelName, model.Name.Location, $"{model.JsonPath} and {twin.JsonPath} are both named {MessageText.Quote(model.Name.Value)}; give one another 'name'");
        }
    }
}
