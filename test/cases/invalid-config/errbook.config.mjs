if (!process.env.ACME_CATALOG_FOLDER) throw new Error('ACME_CATALOG_FOLDER is not set')

export default { catalog: process.env.ACME_CATALOG_FOLDER }
