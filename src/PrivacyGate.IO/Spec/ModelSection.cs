namespace PrivacyGate.IO.Spec;

/// <summary>Reads one entry of <c>models</c>.</summary>
internal sealed class ModelSection(string root)
{
    /// <summary>The model, or null when its errors leave no model.</summary>
    public ModelSpec? Read(SpecScope parent, string key, LocatedNode value, SpecErrors errors)
    {
        errors.Origin = (value as LocatedObject)?.Members.FirstOrDefault(member => member.Name == "origin")?.Value is LocatedObject origin ? OriginSection.Read(origin) : null;
        try
        {
            return parent.Object(key, value, SpecKeys.Model) is { } scope ? Read(scope) : null;
        }
        finally
        {
            errors.Origin = null;
        }
    }

    private ModelSpec? Read(SpecScope scope)
    {
        OriginSection.Check(scope);
        var before = scope.Errors.Found.Count;
        var model = File(scope, "path", scope.Required("path", "name the .onnx file"));
        var members = Source(scope, "members", scope.Required("members", "name the file of training records"));
        var nonMembers = Source(scope, "nonMembers", scope.Required("nonMembers", "name a file of records the model was not trained on"));
        var label = scope.Text("label", scope.Required("label", "name the column with the true class"));
        var name = scope.Text("name");
        var (outputName, outputKind) = OutputSection.Read(scope);
        var accuracy = AccuracySection.Read(scope);
        var attacks = AttackSection.Read(scope);
        var (classes, features) = (scope.Texts("classes", 2, takesNumbers: true), scope.Texts("features", 1));
        var (subject, slices) = (scope.Text("subject"), scope.Texts("slices", 1));
        var budget = BudgetSection.Read(scope);
        var seed = scope.Whole("seed", ModelSpec.LargestSeed);
        var knowledge = KnowledgeWord.Read(scope);
        var missing = MissingWord.Read(scope);
        var reference = scope.Find("reference") is { } stated ? Source(scope, "reference", stated) : null;
        var shadows = new ShadowSection(root).Read(scope, scope.Find("reference") is not null);
        var labelOnly = LabelOnlySection.Read(scope);
        var limits = LimitSection.Read(scope);
        RefuseLabelElsewhere(scope, label, features, subject);
        if (scope.Errors.Found.Count > before || model is null || members is null || nonMembers is null || label is null)
        {
            return null;
        }

        RefuseSameRecords(scope, members, nonMembers);
        RefuseSameRecords(scope, members, reference);
        RefuseSameRecords(scope, nonMembers, reference);
        return new ModelSpec(
            scope.Path, model.Location, name ?? DefaultName(model), model, members, nonMembers, label, classes, features,
            subject, slices, outputName, outputKind, budget, attacks, seed ?? new SpecValue<long>(1, model.Location, IsDefault: true))
        {
            Accuracy = accuracy,
            Reference = reference,
            Knowledge = knowledge,
            Missing = missing,
            Shadows = shadows,
            LabelOnly = labelOnly,
            Limits = limits,
        };
    }

    private static SpecValue<string> DefaultName(SpecFile model) =>
        new(Path.GetFileNameWithoutExtension(model.Path), model.Location, IsDefault: true);

    private SpecFile? File(SpecScope scope, string key, LocatedNode? value) =>
        scope.Text(key, value) is { } text ? SpecFile.Resolve(text.Value, root, text.Location) : null;

    private RecordSource? Source(SpecScope scope, string key, LocatedNode? value)
    {
        if (value is null or LocatedString)
        {
            return File(scope, key, value) is { } file ? new RecordSource(key, file, null) : null;
        }

        if (value is not LocatedObject)
        {
            return scope.Wrong<RecordSource>(key, value, "a path, or an object with 'path' and 'where'");
        }

        var source = scope.Object(key, value, SpecKeys.Source)!;
        var path = File(source, "path", source.Required("path", "name the file of records"));
        return Filter(source, out var filter) && path is not null ? new RecordSource(key, path, filter) : null;
    }

    private static bool Filter(SpecScope source, out RowFilter? filter)
    {
        filter = null;
        var node = source.Find("where");
        if (node is null)
        {
            return true;
        }

        if (source.Text("where") is not { } text)
        {
            return false;
        }

        if (RowFilter.TryParse(text.Value, text.Location, out filter) is not { } problem)
        {
            return true;
        }

        var column = node is LocatedString { IsPlain: true } ? node.Column + 1 + problem.At : node.Column;
        source.Errors.Add(DiagnosticIds.UnknownValue, node.Line, column, $"{source.Child("where")}: {problem.Problem}; an example: \"split == member\"");
        return false;
    }

    private static void RefuseLabelElsewhere(SpecScope scope, SpecValue<string>? label, SpecValue<IReadOnlyList<string>>? features, SpecValue<string>? subject)
    {
        if (label is null)
        {
            return;
        }

        var name = label.Value;
        var elsewhere = features?.Value.Contains(name) == true ? ("features", features.Location)
            : subject?.Value == name ? ("subject", subject.Location)
            : ((string Key, SourceLocation At)?)null;
        if (elsewhere is { } other)
        {
            scope.Errors.Add(DiagnosticIds.OutOfRange, other.At, $"{scope.Child(other.Key)} names the label {MessageText.Quote(name)}; a column is the label or something else, not both");
        }
    }

    private static void RefuseSameRecords(SpecScope scope, RecordSource members, RecordSource? nonMembers)
    {
        if (nonMembers is not null && members.File.FullPath == nonMembers.File.FullPath && members.Filter?.ToString() == nonMembers.Filter?.ToString())
        {
            scope.Errors.Add(DiagnosticIds.OutOfRange, nonMembers.File.Location, $"{scope.Child(nonMembers.Role)} and {members.Role} are the same records; name different files, or part one file by 'where'");
        }
    }
}
