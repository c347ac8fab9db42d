using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Sed.Exchange.Tests.House;

/// <summary>What the compiler wrote into a room's assembly.</summary>
/// <param name="References">Names of referenced assemblies.</param>
/// <param name="SeenTypes">Full names of types of other assemblies that its metadata mentions.</param>
/// <param name="OwnTypes">Simple names of the types that somebody wrote, with the arity cut off.</param>
internal sealed record CompiledRoom(IReadOnlyList<string> References, IReadOnlyList<string> SeenTypes, IReadOnlyList<string> OwnTypes)
{
    /// <summary>Reads the assembly that lies beside the tests.</summary>
    public static CompiledRoom Read(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        var metadata = file.GetMetadataReader();
        return new CompiledRoom(
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).Order(StringComparer.Ordinal)],
            [.. metadata.TypeReferences.Select(handle => Name(metadata, metadata.GetTypeReference(handle))).Order(StringComparer.Ordinal)],
            [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
                .Where(type => metadata.GetString(type.Namespace).StartsWith("Sed.Exchange", StringComparison.Ordinal) || !type.GetDeclaringType().IsNil)
                .Select(type => metadata.GetString(type.Name).Split('`')[0])
                .Where(name => !name.Contains('<', StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)]);
    }

    /// <summary>True for assemblies of Microsoft.NETCore.App: they lie beside the runtime.</summary>
    public static bool IsBaseClassLibrary(string assembly) => File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), assembly + ".dll"));

    private static string Name(MetadataReader metadata, TypeReference type)
    {
        var space = metadata.GetString(type.Namespace);
        var name = metadata.GetString(type.Name);
        return space.Length == 0 ? name : $"{space}.{name}";
    }
}
