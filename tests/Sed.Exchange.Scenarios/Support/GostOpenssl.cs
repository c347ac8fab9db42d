namespace Sed.Exchange.Scenarios.Support;

/// <summary>
/// Runs <c>openssl</c> with the GOST engine: the outside judge of everything a GOST suite writes. The engine is named by a configuration file of
/// the test's own, so nothing of the machine's configuration takes part.
/// </summary>
internal sealed class GostOpenssl
{
    /// <summary>The head of a configuration that loads the engine.</summary>
    public const string Engine = """
        openssl_conf = openssl_init

        [openssl_init]
        engines = engines

        [engines]
        gost = gost

        [gost]
        engine_id = gost
        default_algorithms = ALL

        """;

    private readonly Dictionary<string, string?> _environment;

    /// <summary>Writes the configuration into <paramref name="folder"/>.</summary>
    public GostOpenssl(TempFolder folder)
    {
        ConfigurationFile = folder.Of("openssl-gost.cnf");
        File.WriteAllText(ConfigurationFile, Engine);
        _environment = new Dictionary<string, string?> { ["OPENSSL_CONF"] = ConfigurationFile };
    }

    /// <summary>The value for <c>OPENSSL_CONF</c>.</summary>
    public string ConfigurationFile { get; }

    /// <summary>Runs <c>openssl</c> with these arguments.</summary>
    public Task<ToolRun> Run(params string[] arguments) => ToolRun.Run("openssl", arguments, environment: _environment);
}
