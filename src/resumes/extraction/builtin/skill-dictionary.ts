export interface KnownSkill {
  /** The usual spelling. */
  readonly name: string;
  /** An item of a list that is this skill and nothing else; a version may follow. */
  readonly whole: RegExp;
  /** The skill inside running text; absent where its name is too common a word or letter. */
  readonly inside?: RegExp;
  /** The same, by its names in Latin letters only. */
  readonly insideLatin?: RegExp;
}

/** `Name=alias=alias`; a trailing `!` means that the name is recognised only as an item of its own. */
const SKILLS = `
Java;JavaScript=JS!;TypeScript=TS!;Python=Python3;Go=Golang;Go!;C!;C++=CPP;C#=CSharp;.NET=dotnet=.NET Core=ASP.NET;Rust!;Ruby;Ruby on Rails=Rails;PHP;Perl;R!;Scala;Kotlin;Swift!;Objective-C;Dart;Lua;MATLAB;VBA;Shell=Bash=Shell Script=Shell脚本;PowerShell;Groovy;Elixir;Erlang;Haskell;Clojure;Julia!;Fortran;COBOL;Assembly!;Solidity;SQL;PL/SQL;T-SQL;HTML=HTML5;CSS=CSS3;Sass=SCSS;Less!
React=React.js=ReactJS;React Native;Vue=Vue.js=VueJS=Vue3=Vue2;Angular=AngularJS;Svelte;Next.js=NextJS;Nuxt.js=Nuxt;Redux;jQuery;Bootstrap;Tailwind CSS=Tailwind=TailwindCSS;Webpack;Vite;Node.js=NodeJS=Node!;Express=Express.js;Express!;NestJS=Nest.js;Koa;Electron!;GraphQL;Flutter;WeChat Mini Program=微信小程序=小程序;uni-app=uniapp;Ant Design;Element UI;Three.js;D3.js=D3;WebGL
Spring=Spring Framework;Spring!;Spring Boot=SpringBoot;Spring Cloud=SpringCloud;Spring MVC=SpringMVC;MyBatis;Hibernate;JPA;Struts;Dubbo;Netty;Maven;Gradle;Tomcat;JVM;Django;Flask;FastAPI;Tornado!;Celery;SQLAlchemy;Laravel;ThinkPHP;Gin!;gRPC;Protobuf=Protocol Buffers;RESTful API=REST API=REST APIs=RESTful;REST!;Microservices=微服务=微服务架构;WebSocket
MySQL;PostgreSQL=Postgres;Oracle;SQL Server=MSSQL=SQLServer;SQLite;MongoDB=Mongo;Redis;Memcached;Elasticsearch=ElasticSearch;Cassandra;HBase;DynamoDB;ClickHouse;Neo4j;MariaDB;TiDB;Snowflake!;BigQuery;Redshift;Databricks;dbt!
Kafka=Apache Kafka;RabbitMQ;RocketMQ;ActiveMQ;ZooKeeper;Nacos;Hadoop;Spark=PySpark=Apache Spark;Flink=Apache Flink;Hive;Airflow=Apache Airflow;ETL;Data Warehouse=数据仓库=数仓;Data Warehousing
Docker;Kubernetes=K8s=K8S;Helm!;Jenkins;Git;GitHub Actions;GitLab CI=GitLab CI/CD=GitLab;CI/CD=CICD;Terraform;Ansible;Puppet;Chef!;Prometheus;Grafana;ELK;Nginx;Linux;Unix;AWS=Amazon Web Services;Azure=Microsoft Azure;GCP=Google Cloud=Google Cloud Platform;Alibaba Cloud=阿里云;Serverless;Istio;Vagrant;VMware;Windows Server;Active Directory;TCP/IP;DevOps;SRE!
Machine Learning=机器学习;Deep Learning=深度学习;NLP=Natural Language Processing=自然语言处理;Computer Vision=计算机视觉;Reinforcement Learning=强化学习;Recommender Systems=推荐系统=推荐算法;PyTorch;TensorFlow;Keras;scikit-learn=sklearn;XGBoost;LightGBM;OpenCV;Pandas;NumPy;SciPy;Matplotlib;Hugging Face;LLM=大模型=大语言模型;LangChain;RAG!;CUDA;YOLO;Data Mining=数据挖掘;Data Analysis=数据分析=Data Analytics;Data Visualization=数据可视化;Big Data=大数据;Statistics!=统计分析;Forecasting!;A/B Testing=AB Testing=AB测试=A/B测试
Tableau;Power BI=PowerBI;Looker;Excel=Microsoft Excel=MS Excel;PowerPoint=PPT;Word!;Microsoft Office=MS Office=Office办公软件=Office;Office!;SPSS;SAS!;Stata;QlikView;Google Analytics;Google Sheets;Access!;Visio;Outlook!
Android;iOS;Jetpack Compose;SwiftUI;Xcode;Unity=Unity3D;Unreal Engine=UE4=UE5;OpenGL;Embedded Systems=嵌入式=嵌入式开发;STM32;FPGA;Verilog;VHDL;ROS!;PLC!;RTOS;FreeRTOS;ARM!;PCB=PCB Design=PCB设计;Altium Designer;SolidWorks;AutoCAD;CAD;CATIA;ANSYS;Pro/E=Creo;UG NX=UG!;LabVIEW;Simulink;CAN!;Qt!;MFC
Selenium;JUnit;TestNG;Pytest;Jest!;Cypress;Playwright;Appium;JMeter;LoadRunner;Postman;Automated Testing=自动化测试=Test Automation;Performance Testing=性能测试;Unit Testing=单元测试;Functional Testing=功能测试
Photoshop=Adobe Photoshop=PS!;Illustrator=Adobe Illustrator=AI!;InDesign;After Effects=AE!;Premiere=Premiere Pro=Adobe Premiere=PR!;Figma;Sketch!;Axure=Axure RP;墨刀;Adobe XD;CorelDRAW;3ds Max=3Dmax;Maya!;Blender;Cinema 4D=C4D;UI Design=UI设计;UX Design=用户体验设计;User Research=用户研究=用户调研;Wireframing;Prototyping
Agile=敏捷=敏捷开发;Scrum;Kanban;Jira=JIRA;Confluence;Trello;PMP;Project Management=项目管理;Product Management=产品管理;Stakeholder Management;Requirements Analysis=需求分析;Product Design=产品设计;Competitive Analysis=竞品分析;Roadmapping;Six Sigma=六西格玛;Lean!
SAP;ERP;CRM;Salesforce;HubSpot;QuickBooks;用友;金蝶;Financial Analysis=财务分析;Financial Modeling=财务建模=Financial Modelling;Accounting=会计!;Audit=审计=Auditing;Tax=税务;Tax!;Budgeting=预算管理;Cost Accounting=成本核算;Risk Management=风险管理;Bloomberg;GAAP;IFRS;CPA;CFA;Valuation!;Bookkeeping
SEO;SEM;Digital Marketing=数字营销;Content Marketing=内容营销;Social Media=社交媒体=Social Media Marketing;Email Marketing;Copywriting=文案=文案策划;Brand Management=品牌管理;Market Research=市场调研=市场研究;Event Planning=活动策划;New Media Operations=新媒体运营;User Growth=用户增长;Google Ads;Community Operations=社群运营;E-commerce=电商运营=电子商务
Recruiting=招聘=Recruitment;Payroll=薪酬管理=薪酬福利;Training!=培训;Performance Management=绩效管理;Employee Relations=员工关系;Labor Law=劳动法;Negotiation=商务谈判=谈判;Customer Service=客户服务;Sales!=销售;Key Account Management=大客户销售=客户管理;Supply Chain=供应链=供应链管理=Supply Chain Management;Logistics=物流=物流管理;Procurement=采购;Warehouse Management=仓储管理;Inventory Management=库存管理;Quality Management=质量管理;ISO 9001=ISO9001;Lean Manufacturing=精益生产
Patient Care;Clinical Research=临床研究;Nursing=护理;GMP;PCR;HPLC;Cell Culture=细胞培养;EHR;Phlebotomy;Contract Law=合同审核;Legal Research=法律检索;Translation=翻译;Public Speaking=演讲;Teaching=教学;Curriculum Development=课程设计
Networking!=计算机网络;Data Structures=数据结构;Algorithms=算法;Design Patterns=设计模式;Distributed Systems=分布式系统=分布式;High Concurrency=高并发;Multithreading=多线程;Operating Systems=操作系统;Cybersecurity=网络安全=信息安全;Penetration Testing=渗透测试;Blockchain=区块链;Cloud Computing=云计算;IoT=物联网;Crawling=爬虫=网络爬虫
`;

export const KNOWN_SKILLS: readonly KnownSkill[] = SKILLS.split(/[;\n]/)
  .map((entry) => entry.trim())
  .filter((entry) => entry !== '')
  .map(toKnownSkill);

function toKnownSkill(entry: string): KnownSkill {
  const spellings = entry.split('=');
  const name = spellings[0].replace(/!$/, '');
  const all = spellings.map((spelling) => pattern(spelling.replace(/!$/, '')));
  const distinctive = spellings.filter((spelling) => !spelling.endsWith('!'));
  return {
    name,
    whole: new RegExp(`^(?:${all.join('|')})(?:\\s*v?\\d+(?:\\.[\\dx]+)*\\+?)?$`, 'iu'),
    inside: wordOf(distinctive),
    insideLatin: wordOf(distinctive.filter((spelling) => !/\p{Script=Han}/u.test(spelling))),
  };
}

function wordOf(spellings: readonly string[]): RegExp | undefined {
  if (spellings.length === 0) return undefined;
  const words = [...spellings]
    .sort((a, b) => b.length - a.length)
    .map(pattern)
    .join('|');
  return new RegExp(`(?<![\\p{Script=Latin}\\d.+#-])(?:${words})(?![\\p{Script=Latin}+#]|\\.\\p{Script=Latin})`, 'iu');
}

function pattern(spelling: string): string {
  return spelling.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, '\\s*');
}
