using Mono.Cecil;

namespace PrivacyGate.Architecture.Tests;

/// <summary>A namespace of an assembly and every type its code names: signatures, fields, bodies and attributes.</summary>
internal static class Room
{
    public static IReadOnlyCollection<string> AssembliesOf(string assembly)
    {
        using var module = Read(assembly);
        return [.. module.AssemblyReferences.Select(reference => reference.Name)];
    }

    /// <summary>"type -> type" for each use of a type whose namespace starts with <paramref name="forbidden"/>.</summary>
    public static IReadOnlyList<string> Uses(string assembly, string room, string forbidden)
    {
        using var module = Read(assembly);
        return
        [
            .. from type in module.GetTypes()
               where Inside(NamespaceOf(type), room)
               from used in TypesNamedIn(type)
               where Inside(NamespaceOf(used), forbidden) && !Inside(NamespaceOf(used), room)
               select $"{type.FullName} -> {used.FullName}",
        ];
    }

    /// <summary>Every use of one type by another, both below a namespace.</summary>
    public static IReadOnlyList<Use> UsesWithin(string assembly, string root)
    {
        using var module = Read(assembly);
        return
        [
            .. from type in module.GetTypes()
               where Inside(NamespaceOf(type), root)
               from used in TypesNamedIn(type)
               where Inside(NamespaceOf(used), root)
               select new Use(NameOf(type), NameOf(used)),
        ];
    }

    public static bool Exists(string assembly, string room)
    {
        using var module = Read(assembly);
        return module.GetTypes().Any(type => Inside(NamespaceOf(type), room));
    }

    private static ModuleDefinition Read(string assembly) =>
        ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));

    private static bool Inside(string name, string room) =>
        name == room || name.StartsWith(room + ".", StringComparison.Ordinal);

    private static string NamespaceOf(TypeReference type) => NameOf(type).Namespace;

    private static Named NameOf(TypeReference type)
    {
        var outermost = type.GetElementType();
        while (outermost.DeclaringType is { } outer)
        {
            outermost = outer;
        }

        return new Named(outermost.Namespace, outermost.Name);
    }

    private static IEnumerable<TypeReference> TypesNamedIn(TypeDefinition type)
    {
        IEnumerable<TypeReference?> named =
        [
            type.BaseType,
            .. type.Interfaces.Select(i => i.InterfaceType),
            .. type.Fields.Select(f => f.FieldType),
            .. type.CustomAttributes.Select(a => a.AttributeType),
            .. type.Methods.SelectMany(TypesNamedIn),
        ];
        return named.OfType<TypeReference>().SelectMany(WithArguments);
    }

    private static IEnumerable<TypeReference?> TypesNamedIn(MethodDefinition method)
    {
        yield return method.ReturnType;
        foreach (var parameter in method.Parameters)
        {
            yield return parameter.ParameterType;
        }

        if (!method.HasBody)
        {
            yield break;
        }

        foreach (var variable in method.Body.Variables)
        {
            yield return variable.VariableType;
        }

        foreach (var instruction in method.Body.Instructions)
        {
            switch (instruction.Operand)
            {
                case TypeReference used:
                    yield return used;
                    break;
                case MemberReference { DeclaringType: { } owner } member:
                    yield return owner;
                    foreach (var argument in (member as GenericInstanceMethod)?.GenericArguments ?? [])
                    {
                        yield return argument;
                    }

                    break;
            }
        }
    }

    private static IEnumerable<TypeReference> WithArguments(TypeReference type) =>
        type is GenericInstanceType generic ? generic.GenericArguments.SelectMany(WithArguments).Append(type) : [type];
}
